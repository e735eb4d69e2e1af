package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.settings.ClusterEntry.Endpoint;
import dev.proxmoxmcp.settings.ClusterEntry.Kind;
import dev.proxmoxmcp.settings.ClusterEntry.Places;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings as environment variables, enough for one host without any file: {@code
 * PROXMOX_HOST}, {@code PROXMOX_PORT}, {@code PROXMOX_USER}, {@code PROXMOX_TOKEN_NAME}, {@code
 * PROXMOX_TOKEN_VALUE} or {@code PROXMOX_TOKEN_VALUE_FILE}, {@code PROXMOX_CA_FILE} or {@code
 * PROXMOX_FINGERPRINT}, {@code PROXMOX_KIND} and {@code PROXMOX_VERIFY_SSL}. A variable that is set
 * to nothing counts as not set.
 */
public final class EnvironmentSettings {
  private static final String TOKEN_VALUE = "PROXMOX_TOKEN_VALUE";

  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  private EnvironmentSettings(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Reads the cluster from {@code environment}.
   *
   * @throws SettingsException with every problem that was found, not only the first
   */
  public static ClusterEntry read(Map<String, String> environment) {
    return new EnvironmentSettings(environment).entry();
  }

  /** The files that say a part of it: what is in force may change with them. */
  static Set<Path> files(ClusterEntry entry, Map<String, String> environment) {
    return switch (entry.places().home()) {
      case SecretPlace.InFile(Path file) -> Set.of(file);
      case SecretPlace.InStore _ -> {
        Path store = new StoreReader(environment, _ -> {}).read(null, null).file();
        yield store == null ? Set.of() : Set.of(store);
      }
      case SecretPlace.Elsewhere _ -> Set.of();
    };
  }

  /** Those of the variables of one host that are set, the token's secret apart. */
  public static List<String> set(Map<String, String> environment) {
    return Beside.VARIABLES.stream()
        .filter(variable -> !environment.getOrDefault(variable, "").isBlank())
        .toList();
  }

  private ClusterEntry entry() {
    if (value("PROXMOX_HOST") == null) {
      throw new SettingsException(
          """
          No Proxmox host is configured. The simplest way: run `proxmox-mcp init` in a terminal, which asks for the host, makes a token and writes the settings.
          Or set these variables (where the token comes from: `pveum user token add USER@REALM NAME`):
            PROXMOX_HOST=pve1.example.org
            PROXMOX_USER=mcp@pve
            PROXMOX_TOKEN_NAME=assistant
            PROXMOX_TOKEN_VALUE_FILE=/path/to/a/file/with/the/secret
          or write a settings file, which can name several clusters: docs/settings.md.
          To try the program without a Proxmox host, run `proxmox-mcp demo`.\
          """);
    }
    Kind kind = kind();
    Optional<Endpoint> endpoint = endpoint(required("PROXMOX_HOST"), kind);
    String tokenId = tokenId();
    Optional<Secret> secret = secret();
    TrustSettings trust = trust();
    Optional<SshEntry> ssh = new SshVariables(environment, problems::add).read();
    if (kind == Kind.PBS && ssh.isPresent()) {
      problems.add(
          "PROXMOX_SSH_KEY_FILE is for commands in containers, and a Backup Server"
              + " (PROXMOX_KIND=pbs) has none; unset it.");
    }
    if (!problems.isEmpty() || endpoint.isEmpty() || secret.isEmpty()) {
      throw new SettingsException(problems);
    }
    return new ClusterEntry(
        null,
        List.of(endpoint.get()),
        new ClusterEntry.Login.Token(kind, tokenId, secret.get()),
        trust,
        TlsEntry.NONE,
        ssh.orElse(null),
        places(trust));
  }

  private Places places(TrustSettings trust) {
    String trustVariable =
        switch (trust) {
          case TrustSettings.AuthorityFile _ -> "PROXMOX_CA_FILE";
          case TrustSettings.Fingerprints _, TrustSettings.NodeFingerprints _ ->
              "PROXMOX_FINGERPRINT";
          case TrustSettings.VerificationOff _, TrustSettings.SystemAuthorities _ ->
              "PROXMOX_VERIFY_SSL";
        };
    return new Places(
        "PROXMOX_HOST",
        "PROXMOX_HOST",
        "PROXMOX_USER, PROXMOX_TOKEN_NAME",
        TOKEN_VALUE,
        trustVariable,
        home());
  }

  /** Where a new secret of the token belongs. */
  private SecretPlace home() {
    String text = value(TOKEN_VALUE);
    SecretReference reference = text == null ? null : SecretReference.parse(text).orElse(null);
    return reference == null
        ? SecretSource.placeOfVariable(TOKEN_VALUE, environment)
        : SecretSource.place(reference, environment, besideNothing());
  }

  private FilePaths besideNothing() {
    return new FilePaths(Path.of("settings").toAbsolutePath(), environment);
  }

  private Kind kind() {
    String text = value("PROXMOX_KIND");
    Optional<Kind> known = text == null ? Optional.of(Kind.PVE) : KindText.read(text);
    if (known.isEmpty()) {
      problems.add("PROXMOX_KIND: \"" + printable(text) + "\" is not " + KindText.ACCEPTED + ".");
    }
    return known.orElse(Kind.PVE);
  }

  private Optional<Endpoint> endpoint(String text, Kind kind) {
    String portText = value("PROXMOX_PORT");
    Optional<Integer> own =
        portText == null ? Optional.empty() : HostText.port(portText, problemOf("PROXMOX_PORT"));
    Optional<HostText> host = HostText.read(text, problemOf("PROXMOX_HOST"));
    Optional<Integer> inHost = host.map(HostText::port);
    if (inHost.isPresent() && own.isPresent() && !inHost.equals(own)) {
      problems.add(
          "PROXMOX_PORT is "
              + own.get()
              + " but PROXMOX_HOST says "
              + inHost.get()
              + "; keep one of them.");
    }
    return host.map(known -> new Endpoint(known.host(), own.or(() -> inHost).orElse(kind.port())));
  }

  private Consumer<String> problemOf(String variable) {
    return problem -> problems.add(variable + ": " + problem);
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

  /** The value itself, or a reference as in the settings file: a token has no colon. */
  private Optional<Secret> secret() {
    String text = value(TOKEN_VALUE);
    if (text == null && value(TOKEN_VALUE + "_FILE") == null) {
      problems.add(
          "PROXMOX_TOKEN_VALUE_FILE (a file with the token's secret) or PROXMOX_TOKEN_VALUE is"
              + " missing.");
      return Optional.empty();
    }
    try {
      String place = text == null ? TOKEN_VALUE + "_FILE" : TOKEN_VALUE;
      return SecretSource.same(TOKEN_VALUE, Optional.ofNullable(text).map(this::meant), environment)
          .flatMap(secret ->
              TokenShape.checked(secret, wrong -> problems.add(place + ": " + wrong + ".")));
    } catch (SettingsException unusable) {
      problems.add(String.valueOf(unusable.getMessage()));
      return Optional.empty();
    }
  }

  private Secret meant(String text) {
    Optional<SecretReference> reference = SecretReference.parse(text);
    if (reference.isEmpty()) {
      return Secret.of(text);
    }
    StoreSettings store = new StoreReader(environment, problems::add).read(null, null);
    try (SecretSource secrets = new SecretSource(environment, store)) {
      return secrets.read(TOKEN_VALUE, reference.get(), besideNothing());
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
      return Optional.of(HomePath.of(variable, text, environment));
    } catch (SettingsException none) {
      problems.add(String.valueOf(none.getMessage()));
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
    return HostText.printable(text == null ? "" : text);
  }
}
