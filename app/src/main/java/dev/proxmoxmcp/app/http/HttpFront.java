package dev.proxmoxmcp.app.http;

import dev.proxmoxmcp.app.HttpAddress;
import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.transport.http.AccessToken;
import dev.proxmoxmcp.mcp.transport.http.AccessTokens;
import dev.proxmoxmcp.mcp.transport.http.AddressRange;
import dev.proxmoxmcp.mcp.transport.http.Admission;
import dev.proxmoxmcp.mcp.transport.http.Exposure;
import dev.proxmoxmcp.mcp.transport.http.HttpLimits;
import dev.proxmoxmcp.mcp.transport.http.HttpSettings;
import dev.proxmoxmcp.settings.HttpEntry;
import dev.proxmoxmcp.settings.ServerEntry.Placed;
import dev.proxmoxmcp.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What stands between the network and the tools, as the settings have it: who may call over HTTP,
 * and how the server is reached. One for each run of a server. Thread-safe.
 */
public final class HttpFront {
  private final Admission admission;
  private final Exposure exposure;

  private HttpFront(Admission admission, Exposure exposure) {
    this.admission = admission;
    this.exposure = exposure;
  }

  /** One that lets whoever reaches the loopback interface call as {@code caller}. */
  public static HttpFront open(Caller caller) {
    return new HttpFront(new Admission.Anyone(caller), Exposure.NONE);
  }

  /**
   * What the settings say.
   *
   * @param otherwise who calls where no tokens are asked for
   * @throws SettingsException with everything that is wrong with them
   */
  public static HttpFront of(HttpEntry said, Caller otherwise) {
    List<String> problems = new ArrayList<>();
    List<AccessToken> tokens = tokens(said, problems);
    List<AddressRange> proxies =
        said.proxies().stream()
            .flatMap(text -> read(text, AddressRange::of, problems).stream())
            .toList();
    List<String> names =
        said.names().stream()
            .flatMap(text -> read(text, HttpFront::name, problems).stream())
            .toList();
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return new HttpFront(
        said.tokens().isEmpty() ? new Admission.Anyone(otherwise) : new AccessTokens(tokens),
        new Exposure(names, proxies));
  }

  /** How to serve there. */
  public HttpSettings settings(HttpAddress address) {
    return new HttpSettings(
        address.host(), address.port(), admission, exposure, HttpLimits.DEFAULT);
  }

  /**
   * Takes tokens away that the settings have no more. More are never allowed while it runs: whoever
   * can write the settings must not raise what a running server may do.
   *
   * @return whether something else about tokens waits for the next start
   * @throws SettingsException with everything that is wrong with what they say now
   */
  public boolean take(HttpEntry changed) {
    List<String> problems = new ArrayList<>();
    List<AccessToken> wanted = tokens(changed, problems);
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return switch (admission) {
      case Admission.Anyone _ -> !wanted.isEmpty();
      case AccessTokens tokens -> {
        tokens.keepOnly(wanted);
        yield !tokens.containsAll(wanted);
      }
    };
  }

  private static List<AccessToken> tokens(HttpEntry said, List<String> problems) {
    List<AccessToken> tokens = new ArrayList<>();
    said.tokens()
        .forEach((name, hash) ->
            read(hash, text -> AccessToken.of(name, text), problems).ifPresent(tokens::add));
    return tokens;
  }

  private static String name(String text) {
    if (!text.matches("[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:]{2,45}")) {
      throw new IllegalArgumentException(
          "this is no name of a server, such as mcp.example.org, without a port");
    }
    return text;
  }

  private static <T> Optional<T> read(
      Placed text, Function<String, T> reader, List<String> problems) {
    try {
      return Optional.of(reader.apply(text.text()));
    } catch (IllegalArgumentException wrong) {
      problems.add(text.place() + ": " + wrong.getMessage() + ".");
      return Optional.empty();
    }
  }
}
