package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.Secret;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings as environment variables, enough for one host without any file: {@code
 * PROXMOX_HOST}, {@code PROXMOX_PORT}, {@code PROXMOX_USER}, {@code PROXMOX_TOKEN_NAME}, {@code
 * PROXMOX_TOKEN_VALUE} or {@code PROXMOX_TOKEN_VALUE_FILE}, {@code PROXMOX_CA_FILE} or {@code
 * PROXMOX_FINGERPRINT}, and {@code PROXMOX_VERIFY_SSL}. A variable that is set to nothing counts as
 * not set.
 */
public final class EnvironmentSettings {
  private static final int DEFAULT_PORT = 8006;

  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  private EnvironmentSettings(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Reads the host from {@code environment}.
   *
   * @throws SettingsException with every problem that was found, not only the first
   */
  public static HostSettings read(Map<String, String> environment) {
    return new EnvironmentSettings(environment).host();
  }

  private HostSettings host() {
    if (value("PROXMOX_HOST") == null) {
      throw new SettingsException(
          """
          No Proxmox host is configured. Set these variables (where the token comes from: `pveum user token add USER@REALM NAME`):
            PROXMOX_HOST=pve1.example.org
            PROXMOX_USER=mcp@pve
            PROXMOX_TOKEN_NAME=assistant
            PROXMOX_TOKEN_VALUE_FILE=/path/to/a/file/with/the/secret
          To try the program without a Proxmox host, run `proxmox-mcp demo`.\
          """);
    }
    Address address = address(required("PROXMOX_HOST"));
    String tokenId = tokenId();
    Optional<Secret> secret = secret();
    TrustSettings trust = trust();
    if (!problems.isEmpty() || secret.isEmpty()) {
      throw new SettingsException(problems);
    }
    return new HostSettings(address.host(), address.port(), tokenId, secret.get(), trust);
  }

  /** People paste what their browser shows, so a whole address is taken apart. */
  private Address address(String text) {
    boolean pasted = text.strip().matches("(?i)https?://.*");
    String rest =
        pasted ? text.strip().replaceFirst("^(?i)https?://", "").replaceFirst("/.*$", "") : text;
    if (text.strip().toLowerCase(Locale.ROOT).startsWith("http://")) {
      problems.add("PROXMOX_HOST: Proxmox speaks https only; remove the \"http://\".");
    }
    int bracket = rest.indexOf(']');
    int colon = rest.indexOf(':', Math.max(bracket, 0));
    boolean bareIpv6 = bracket < 0 && colon >= 0 && rest.indexOf(':', colon + 1) >= 0;
    String host = colon < 0 || bareIpv6 ? rest : rest.substring(0, colon);
    Optional<Integer> inHost =
        colon < 0 || bareIpv6 ? Optional.empty() : port("PROXMOX_HOST", rest.substring(colon + 1));
    String portText = value("PROXMOX_PORT");
    Optional<Integer> own = portText == null ? Optional.empty() : port("PROXMOX_PORT", portText);
    if (inHost.isPresent() && own.isPresent() && !inHost.equals(own)) {
      problems.add(
          "PROXMOX_PORT is "
              + own.get()
              + " but PROXMOX_HOST says "
              + inHost.get()
              + "; keep one of them.");
    }
    boolean bracketed = host.matches("\\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    if (!bare.matches("[A-Za-z0-9._:%-]{1,253}")) {
      problems.add(
          "PROXMOX_HOST: \"" + printable(text.strip()) + "\" is not a host name or an address.");
    }
    return new Address(bare, own.or(() -> inHost).orElse(DEFAULT_PORT));
  }

  private record Address(String host, int port) {}

  private Optional<Integer> port(String variable, String text) {
    if (text.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535) {
        return Optional.of(port);
      }
    }
    problems.add(
        variable + ": \"" + printable(text) + "\" is not a port; accepted are 1 to 65535.");
    return Optional.empty();
  }

  private String tokenId() {
    String name = required("PROXMOX_TOKEN_NAME");
    String user = value("PROXMOX_USER");
    if (name.contains("!")) {
      // The whole id as Proxmox prints it, in one variable.
      if (user != null && !name.startsWith(user + "!")) {
        problems.add(
            "PROXMOX_TOKEN_NAME belongs to another user than PROXMOX_USER ("
                + printable(user)
                + "); keep one of them.");
      }
      return name;
    }
    return required("PROXMOX_USER") + "!" + name;
  }

  private Optional<Secret> secret() {
    String literal = value("PROXMOX_TOKEN_VALUE");
    String file = value("PROXMOX_TOKEN_VALUE_FILE");
    if (literal == null && file == null) {
      problems.add(
          "PROXMOX_TOKEN_VALUE_FILE (a file with the token's secret) or PROXMOX_TOKEN_VALUE is"
              + " missing.");
      return Optional.empty();
    }
    Optional<Secret> fromFile = file == null ? Optional.empty() : secretFrom(file);
    if (literal == null) {
      return fromFile;
    }
    Secret direct = Secret.of(literal.strip());
    if (fromFile.isPresent() && !fromFile.get().equals(direct)) {
      problems.add(
          "PROXMOX_TOKEN_VALUE and PROXMOX_TOKEN_VALUE_FILE hold different secrets; keep one of"
              + " them.");
    }
    return Optional.of(direct);
  }

  private Optional<Secret> secretFrom(String file) {
    Optional<Path> folder = Optional.ofNullable(value("CREDENTIALS_DIRECTORY")).map(Path::of);
    try {
      return path("PROXMOX_TOKEN_VALUE_FILE", file)
          .map(path -> new SecretFile(folder).read("PROXMOX_TOKEN_VALUE_FILE", path));
    } catch (SettingsException unusable) {
      problems.add(String.valueOf(unusable.getMessage()));
      return Optional.empty();
    }
  }

  private TrustSettings trust() {
    String file = value("PROXMOX_CA_FILE");
    String pins = value("PROXMOX_FINGERPRINT");
    boolean verified = verified();
    if (file != null && pins != null) {
      problems.add(
          "PROXMOX_CA_FILE and PROXMOX_FINGERPRINT are two answers to one question; keep one of"
              + " them.");
    }
    if (!verified && (file != null || pins != null)) {
      problems.add(
          "PROXMOX_VERIFY_SSL=false contradicts "
              + (pins == null ? "PROXMOX_CA_FILE" : "PROXMOX_FINGERPRINT")
              + ", and certificates are verified always; remove PROXMOX_VERIFY_SSL.");
    }
    if (pins != null) {
      return fingerprints(pins);
    }
    if (file != null) {
      return path("PROXMOX_CA_FILE", file)
          .<TrustSettings>map(TrustSettings.AuthorityFile::new)
          .orElseGet(TrustSettings.SystemAuthorities::new);
    }
    return verified ? new TrustSettings.SystemAuthorities() : new TrustSettings.VerificationOff();
  }

  private TrustSettings fingerprints(String pins) {
    List<String> list = Arrays.stream(pins.split(",", -1)).map(String::strip).toList();
    if (list.size() > 2) {
      problems.add(
          "PROXMOX_FINGERPRINT: at most two fingerprints are taken, found " + list.size() + ".");
    }
    return new TrustSettings.Fingerprints(list);
  }

  private boolean verified() {
    String verify = value("PROXMOX_VERIFY_SSL");
    return switch (verify == null ? "true" : verify.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default -> {
        problems.add(
            "PROXMOX_VERIFY_SSL: \"" + printable(verify) + "\" is neither true nor false.");
        yield true;
      }
    };
  }

  private Optional<Path> path(String variable, String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException _) {
      problems.add(variable + ": \"" + printable(text) + "\" is not a path.");
      return Optional.empty();
    }
  }

  private String required(String variable) {
    String value = value(variable);
    if (value == null) {
      problems.add(variable + " is missing.");
      return "";
    }
    return value;
  }

  private @Nullable String value(String variable) {
    String value = environment.get(variable);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static String printable(@Nullable String text) {
    return ForeignText.line(text == null ? "" : text, 80);
  }
}
