package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.tls.CertificateProbe;
import dev.proxmoxmcp.client.tls.Fingerprint;
import dev.proxmoxmcp.client.tls.PresentedCertificate;
import dev.proxmoxmcp.client.tls.Trust;
import dev.proxmoxmcp.settings.HostSettings;
import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.settings.TrustSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * From what the settings say to what the client takes; what only the client knows is checked here.
 */
final class HostConnection {
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(3);

  /** What the client takes as a cluster's name. */
  private static final int NAME_LENGTH = 64;

  private final HostSettings settings;
  private final List<String> problems = new ArrayList<>();

  private HostConnection(HostSettings settings) {
    this.settings = settings;
  }

  /**
   * The client's settings.
   *
   * @throws SettingsException if an id or a fingerprint is none, or verification was asked to be
   *     off
   */
  static ClusterSettings settings(HostSettings settings) {
    return new HostConnection(settings).convert();
  }

  private ClusterSettings convert() {
    Optional<HostAddress> address =
        checked("PROXMOX_HOST", () -> new HostAddress(settings.host(), settings.port()));
    Optional<TokenId> id =
        checked("PROXMOX_USER, PROXMOX_TOKEN_NAME", () -> TokenId.parse(settings.tokenId()));
    Optional<ApiToken> token =
        id.flatMap(known ->
            checked("PROXMOX_TOKEN_VALUE", () -> new ApiToken(known, settings.tokenSecret())));
    Optional<Trust> trust = checked(trustVariable(), () -> trust(address));
    if (address.isEmpty() || token.isEmpty() || trust.isEmpty()) {
      throw new SettingsException(problems);
    }
    return new ClusterSettings(
        name(address.get()), address.get(), token.get(), trust.get(), Timeouts.standard());
  }

  /** Without a file nobody names the cluster, so the host's own name stands in every message. */
  private static String name(HostAddress address) {
    String name = address.host().replaceAll("[^A-Za-z0-9._-]", "-");
    String shortened = name.length() > NAME_LENGTH ? name.substring(0, NAME_LENGTH) : name;
    String trimmed = shortened.replaceAll("^[._-]+|[._-]+$", "");
    return trimmed.isEmpty() ? "proxmox" : trimmed;
  }

  private <T> Optional<T> checked(String variables, Supplier<T> reader) {
    try {
      return Optional.of(reader.get());
    } catch (IllegalArgumentException wrong) {
      problems.add(variables + ": " + wrong.getMessage());
      return Optional.empty();
    }
  }

  private String trustVariable() {
    return switch (settings.trust()) {
      case TrustSettings.AuthorityFile _ -> "PROXMOX_CA_FILE";
      case TrustSettings.Fingerprints _ -> "PROXMOX_FINGERPRINT";
      case TrustSettings.VerificationOff _, TrustSettings.SystemAuthorities _ ->
          "PROXMOX_VERIFY_SSL";
    };
  }

  private Trust trust(Optional<HostAddress> address) {
    return switch (settings.trust()) {
      case TrustSettings.SystemAuthorities() -> new Trust.SystemAuthorities();
      case TrustSettings.AuthorityFile(var pem) -> new Trust.AuthorityFile(pem);
      case TrustSettings.Fingerprints(var texts) ->
          new Trust.Pins(texts.stream().map(Fingerprint::parse).toList());
      case TrustSettings.VerificationOff() ->
          throw new IllegalArgumentException(verificationOff(address));
    };
  }

  private static String verificationOff(Optional<HostAddress> address) {
    return "certificates are always verified, since whoever sits between this program and Proxmox"
        + " could read the token; false is not honoured. Pin the host's certificate instead.\n"
        + address.map(HostConnection::howToPin).orElse("");
  }

  private static String howToPin(HostAddress address) {
    try {
      PresentedCertificate certificate = CertificateProbe.read(address, PROBE_LIMIT);
      return """
      The host %s presents this certificate now:
        subject %s, valid until %s
        SHA-256 %s
      Compare it with what `pvenode cert info` shows on the host itself. If it is the same, remove PROXMOX_VERIFY_SSL and set
        %s\
      """
          .formatted(
              address,
              ForeignText.line(certificate.subject(), 100),
              certificate.notAfter(),
              certificate.fingerprint(),
              certificate.pinLine());
    } catch (IOException silent) {
      return "It could not be read just now: "
          + String.valueOf(silent.getMessage()).replaceAll("[.?]+$", "")
          + ". Run `pvenode cert info` on the host, remove PROXMOX_VERIFY_SSL and set"
          + " PROXMOX_FINGERPRINT to the SHA-256 fingerprint that it shows.";
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
