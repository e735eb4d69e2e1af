package dev.proxmoxmcp.app.http;

import dev.proxmoxmcp.app.HttpAddress;
import dev.proxmoxmcp.mcp.transport.http.AccessTokens;
import dev.proxmoxmcp.mcp.transport.http.Admission;
import dev.proxmoxmcp.mcp.transport.http.Exposure;
import dev.proxmoxmcp.mcp.transport.http.HttpLimits;
import dev.proxmoxmcp.mcp.transport.http.HttpSettings;
import dev.proxmoxmcp.mcp.transport.http.ServerTls;
import dev.proxmoxmcp.settings.HttpEntry;
import dev.proxmoxmcp.settings.SettingsException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What stands between the network and the tools: who may call over HTTP, and how the server is
 * reached. One for each run of a server. Thread-safe.
 */
public final class HttpFront {
  private final Listening listening;
  private final Map<String, String> environment;
  private final Admission admission;
  private final Exposure exposure;
  private final List<Path> given;

  /**
   * Where to listen, and what is borne.
   *
   * @param limits of connections and requests
   */
  record Listening(HttpAddress address, HttpLimits limits) {}

  /**
   * @param given what clients need to know the server, beside a fingerprint; perhaps empty
   */
  HttpFront(
      Listening listening,
      Map<String, String> environment,
      Admission admission,
      Exposure exposure,
      List<Path> given) {
    this.listening = listening;
    this.environment = environment;
    this.admission = admission;
    this.exposure = exposure;
    this.given = List.copyOf(given);
  }

  /** How to serve. */
  public HttpSettings settings() {
    HttpAddress address = listening.address();
    return new HttpSettings(
        address.host(), address.port(), admission, exposure, listening.limits());
  }

  /**
   * The same address as a browser elsewhere reaches it: behind a proxy by the first name, over TLS,
   * at the usual port.
   *
   * @param served where this server listens
   */
  public URI outside(URI served) {
    List<String> names = exposure.names();
    if (exposure.proxies().isEmpty() || names.isEmpty()) {
      return served;
    }
    String first = names.getFirst();
    return URI.create(
        "https://" + (first.contains(":") ? "[" + first + "]" : first) + served.getPath());
  }

  /** What people need to know of its certificate; empty without one. */
  public String certificate() {
    ServerTls tls = exposure.tls();
    return tls == null
        ? ""
        : "Its certificate has the SHA-256 fingerprint "
            + tls.certificate().fingerprint()
            + given.stream()
                .map(file -> "\nIt signed itself; give it to those who call: " + file)
                .collect(Collectors.joining());
  }

  /**
   * Takes tokens away that the settings have no more, and another certificate of the same files.
   * More tokens are never allowed while it runs: whoever can write the settings must not raise what
   * a running server may do.
   *
   * @return whether something else about tokens waits for the next start
   * @throws SettingsException with everything that is wrong with what they say now
   */
  public boolean take(HttpEntry changed) {
    HttpSaid wanted = HttpSaid.of(changed, environment);
    ServerTls tls = exposure.tls();
    if (tls != null && wanted.certificate() != null) {
      String before = tls.certificate().fingerprint();
      if (!wanted.certificate().fingerprint().equals(before)) {
        tls.renew(wanted.certificate());
      }
    }
    return switch (admission) {
      case Admission.Anyone _ -> !wanted.tokens().isEmpty();
      case AccessTokens tokens -> {
        tokens.keepOnly(wanted.tokens());
        yield !tokens.containsAll(wanted.tokens());
      }
    };
  }
}
