package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.HostPort;
import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.Credentials;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.PasswordLogin;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.TotpSecret;
import dev.proxmoxmcp.client.UserId;
import dev.proxmoxmcp.client.ssh.HostKeys;
import dev.proxmoxmcp.client.ssh.SshSettings;
import dev.proxmoxmcp.client.tls.CertificateProbe;
import dev.proxmoxmcp.client.tls.Fingerprint;
import dev.proxmoxmcp.client.tls.PresentedCertificate;
import dev.proxmoxmcp.client.tls.TlsRules;
import dev.proxmoxmcp.client.tls.Trust;
import dev.proxmoxmcp.settings.ClusterEntry;
import dev.proxmoxmcp.settings.ClusterEntry.Login;
import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.settings.SshEntry;
import dev.proxmoxmcp.settings.TlsEntry;
import dev.proxmoxmcp.settings.TrustSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From what the settings say to what the client takes; what only the client knows is checked here.
 */
final class HostConnection {
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(3);

  /** What the client takes as a cluster's name. */
  private static final int NAME_LENGTH = 64;

  private final ClusterEntry entry;
  private final List<String> problems = new ArrayList<>();

  private HostConnection(ClusterEntry entry) {
    this.entry = entry;
  }

  /**
   * The client's settings.
   *
   * @throws SettingsException if an id or a fingerprint is none, or verification was asked to be
   *     off
   */
  static ClusterSettings settings(ClusterEntry entry) {
    return new HostConnection(entry).convert();
  }

  private ClusterSettings convert() {
    ClusterEntry.Places places = entry.places();
    Optional<List<HostAddress>> hosts = checked(places.hosts(), this::hosts);
    Optional<Credentials> credentials = credentials(places);
    Optional<Trust> trust = checked(places.trust(), () -> trust(hosts));
    Optional<TlsRules> tls = tls();
    Optional<SshSettings> ssh = ssh();
    if (problems.isEmpty() && hosts.isPresent() && credentials.isPresent() && trust.isPresent()) {
      Optional<ClusterSettings> settings =
          checked(
              places.name(),
              () ->
                  new ClusterSettings(
                      name(hosts.get().getFirst()),
                      hosts.get(),
                      credentials.get(),
                      trust.get(),
                      tls.orElseGet(TlsRules::standard),
                      Timeouts.standard(),
                      ssh.orElse(null)));
      if (settings.isPresent()) {
        return settings.get();
      }
    }
    throw new SettingsException(problems);
  }

  private Optional<Credentials> credentials(ClusterEntry.Places places) {
    return switch (entry.login()) {
      case Login.Token token ->
          checked(places.id(), () -> TokenId.parse(token.id()))
              .flatMap(id ->
                  checked(places.secret(), () -> new ApiToken(id, token.secret(), product())));
      case Login.Password login ->
          checked(places.id(), () -> UserId.parse(login.id()))
              .flatMap(user ->
                  checked(
                      places.secret() + ", totp-secret",
                      () -> new PasswordLogin(user, login.secret(), totp(login))));
    };
  }

  private static @Nullable TotpSecret totp(Login.Password login) {
    Secret secret = login.totp();
    return secret == null ? null : TotpSecret.of(secret);
  }

  private Product product() {
    return switch (entry.login().kind()) {
      case PVE -> Product.PVE;
      case PBS -> Product.PBS;
    };
  }

  private List<HostAddress> hosts() {
    return entry.endpoints().stream()
        .map(endpoint -> new HostAddress(endpoint.host(), endpoint.port()))
        .toList();
  }

  /** Without a file nobody names the cluster, so the host's own name stands in every message. */
  private String name(HostAddress address) {
    String given = entry.name();
    if (given != null) {
      return given;
    }
    String name = address.host().replaceAll("[^A-Za-z0-9._-]", "-");
    String shortened = name.length() > NAME_LENGTH ? name.substring(0, NAME_LENGTH) : name;
    String trimmed = shortened.replaceAll("^[._-]+|[._-]+$", "");
    return trimmed.isEmpty() ? "proxmox" : trimmed;
  }

  private <T> Optional<T> checked(String place, Supplier<T> reader) {
    try {
      return Optional.of(reader.get());
    } catch (IllegalArgumentException wrong) {
      problems.add(place + ": " + wrong.getMessage());
      return Optional.empty();
    }
  }

  private Trust trust(Optional<List<HostAddress>> hosts) {
    return switch (entry.trust()) {
      case TrustSettings.SystemAuthorities() -> new Trust.SystemAuthorities();
      case TrustSettings.AuthorityFile(var pem) -> new Trust.AuthorityFile(pem);
      case TrustSettings.Fingerprints(var texts) -> pins(texts);
      case TrustSettings.NodeFingerprints(var nodes, var others) ->
          new Trust.NodePins(
              nodes.entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          node -> new NodeName(node.getKey()), node -> pins(node.getValue()))),
              others == null ? null : new Trust.AuthorityFile(others));
      case TrustSettings.VerificationOff() ->
          throw new IllegalArgumentException(verificationOff(hosts.map(List::getFirst), product()));
    };
  }

  /** Each message with the key that it is about. */
  private Optional<TlsRules> tls() {
    TlsEntry tls = entry.tls();
    List<String> versions = tls.versions().or(TlsRules.PROTOCOLS);
    Optional<Set<Fingerprint>> revoked =
        checked(
            tls.revoked().place(),
            () ->
                tls.revoked().texts().stream().map(Fingerprint::parse).collect(Collectors.toSet()));
    Optional<TlsRules> withAllCiphers =
        checked(tls.versions().place(), () -> new TlsRules(versions, TlsRules.CIPHERS, Set.of()));
    return withAllCiphers.flatMap(_ ->
        checked(
            tls.ciphers().place(),
            () ->
                new TlsRules(
                    versions, tls.ciphers().or(TlsRules.CIPHERS), revoked.orElse(Set.of()))));
  }

  private static Trust.Pins pins(List<String> texts) {
    return new Trust.Pins(texts.stream().map(Fingerprint::parse).toList());
  }

  private Optional<SshSettings> ssh() {
    SshEntry ssh = entry.ssh();
    return ssh == null ? Optional.empty() : checked(ssh.place() + ": ssh", () -> ssh(ssh));
  }

  private static SshSettings ssh(SshEntry ssh) {
    Path knownHosts = ssh.knownHosts();
    Map<NodeName, HostAddress> addresses = new HashMap<>();
    ssh.addresses()
        .forEach((node, text) -> addresses.put(new NodeName(node), address(text, ssh.port())));
    return new SshSettings(
        ssh.user(),
        ssh.keyFile(),
        knownHosts == null
            ? new HostKeys.Pins(ssh.hostKeys())
            : new HostKeys.KnownHosts(knownHosts),
        ssh.port(),
        addresses);
  }

  private static HostAddress address(String text, int port) {
    HostPort parts =
        HostPort.read(text)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "\"" + ForeignText.line(text, 80) + "\" is not a host or host:port"));
    return parts.port() == null ? new HostAddress(parts.host(), port) : HostAddress.parse(text);
  }

  private static String verificationOff(Optional<HostAddress> address, Product product) {
    return "certificates are always verified, since whoever sits between this program and Proxmox"
        + " could read the token; false is not honoured. Pin the host's certificate instead.\n"
        + address.map(host -> howToPin(host, product)).orElse("");
  }

  private static String howToPin(HostAddress address, Product product) {
    try {
      PresentedCertificate certificate = CertificateProbe.read(address, product, PROBE_LIMIT);
      return """
      The host %s presents this certificate now:
        subject %s, valid until %s
        SHA-256 %s
      Compare it with what `%s` shows on the host itself. If it is the same, remove PROXMOX_VERIFY_SSL and set
        %s\
      """
          .formatted(
              address,
              ForeignText.line(certificate.subject(), 100),
              certificate.notAfter(),
              certificate.fingerprint(),
              product.certificateCommand(),
              certificate.pinLine());
    } catch (IOException silent) {
      return "It could not be read just now: "
          + String.valueOf(silent.getMessage()).replaceAll("[.?]+$", "")
          + ". Run `"
          + product.certificateCommand()
          + "` on the host, remove PROXMOX_VERIFY_SSL and set"
          + " PROXMOX_FINGERPRINT to the SHA-256 fingerprint that it shows.";
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
