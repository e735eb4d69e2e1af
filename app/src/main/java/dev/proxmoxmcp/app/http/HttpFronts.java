package dev.proxmoxmcp.app.http;

import dev.proxmoxmcp.app.HttpAddress;
import dev.proxmoxmcp.app.http.HttpFront.Listening;
import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.transport.http.AccessTokens;
import dev.proxmoxmcp.mcp.transport.http.Admission;
import dev.proxmoxmcp.mcp.transport.http.Exposure;
import dev.proxmoxmcp.mcp.transport.http.HttpLimits;
import dev.proxmoxmcp.mcp.transport.http.ServerCertificate;
import dev.proxmoxmcp.mcp.transport.http.ServerTls;
import dev.proxmoxmcp.settings.HttpEntry;
import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.settings.SettingsFile;
import dev.proxmoxmcp.settings.secret.SecretException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes what stands between the network and the tools. It holds the environment and so perhaps a
 * secret: it is no record, and prints nothing. Thread-safe.
 */
public final class HttpFronts {
  private static final List<String> OF_LOOPBACK = List.of("localhost", "127.0.0.1", "::1");

  private final Caller local;
  private final InstantSource clock;
  private final Map<String, String> environment;

  /**
   * @param local who calls where no tokens are asked for
   * @param clock for how long a certificate still counts
   * @param environment says where this user keeps files
   */
  public HttpFronts(Caller local, InstantSource clock, Map<String, String> environment) {
    this.local = local;
    this.clock = clock;
    this.environment = Map.copyOf(environment);
  }

  /** One for whoever reaches the loopback interface. */
  public HttpFront open(HttpAddress address) {
    return new HttpFront(
        new Listening(address, HttpLimits.DEFAULT),
        environment,
        new Admission.Anyone(local),
        Exposure.NONE,
        List.of());
  }

  /**
   * Looks at what the settings say, and at the files that they name; makes nothing.
   *
   * @throws SettingsException with everything that is wrong with them
   */
  public void check(HttpEntry said) {
    HttpSaid.of(said, environment);
  }

  /**
   * One as the settings say. Where it takes a certificate and they name none, it has one of its own
   * making.
   *
   * @throws SettingsException with everything that is wrong with them, or if a certificate cannot
   *     be made
   */
  public HttpFront front(HttpEntry said, HttpAddress address) {
    HttpSaid read = HttpSaid.of(said, environment);
    Listening listening = new Listening(address, SaidLimits.of(said.limits()));
    boolean loopback = isLoopback(address.host());
    List<String> names = new ArrayList<>(read.names());
    if (!loopback) {
      ownName().ifPresent(names::add);
    }
    Admission admission =
        read.tokens().isEmpty() ? new Admission.Anyone(local) : new AccessTokens(read.tokens());
    if (read.certificate() != null) {
      return new HttpFront(
          listening,
          environment,
          admission,
          new Exposure(names, read.proxies(), new ServerTls(read.certificate())),
          List.of());
    }
    if (!ownCertificate(said, loopback)) {
      return new HttpFront(
          listening, environment, admission, new Exposure(names, read.proxies(), null), List.of());
    }
    OwnCertificate kept = kept();
    return new HttpFront(
        listening,
        environment,
        admission,
        new Exposure(names, read.proxies(), new ServerTls(taken(kept, names, address))),
        List.of(kept.file()));
  }

  /**
   * A server that runs with these settings, as it is reached on its own machine. Nothing is made,
   * and no key is read.
   *
   * @throws SettingsException if its certificate has no place
   */
  public OwnServer reachedFromHere(HttpEntry said, HttpAddress address) {
    Path certificate = said.tls().certificate();
    if (certificate == null && ownCertificate(said, isLoopback(address.host()))) {
      certificate = kept().file();
    }
    String here =
        switch (address.host()) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::" -> "::1";
          default -> address.host();
        };
    return new OwnServer(here, address.port(), certificate);
  }

  /** Whether a server without a certificate of the settings takes one of its own making. */
  private static boolean ownCertificate(HttpEntry said, boolean loopback) {
    return switch (said.tls().wanted()) {
      case YES -> true;
      case NO -> false;
      case UNSAID -> !loopback && !said.tokens().isEmpty() && said.proxies().isEmpty();
    };
  }

  private OwnCertificate kept() {
    return new OwnCertificate(folder(), clock, environment);
  }

  private static ServerCertificate taken(
      OwnCertificate kept, List<String> names, HttpAddress address) {
    List<String> all = new ArrayList<>(names);
    if (!List.of("0.0.0.0", "::").contains(address.host())) {
      all.add(address.host());
    }
    all.addAll(OF_LOOPBACK);
    try {
      return kept.take(all);
    } catch (SecretException unusable) {
      throw new SettingsException("The certificate of this server: " + unusable.getMessage());
    }
  }

  private Path folder() {
    return SettingsFile.ofUserState(environment)
        .orElseThrow(() ->
            new SettingsException(
                "This server makes a certificate and has no folder to keep it in, since HOME is not"
                    + " set; set XDG_STATE_HOME, or http.certificate-file and http.key-file."));
  }

  private static Optional<String> ownName() {
    try {
      return Optional.of(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException _) {
      return Optional.empty();
    }
  }

  /** A name that nobody knows is told when the server listens there. */
  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
