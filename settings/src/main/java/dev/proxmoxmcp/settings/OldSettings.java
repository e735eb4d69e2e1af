package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.ClusterEntry.Kind;
import dev.proxmoxmcp.settings.ClusterEntry.Places;
import dev.proxmoxmcp.settings.OldConfiguration.Token;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A configuration of the Python ProxmoxMCP in the place of a settings file: who named it to that
 * program names it to this one. It says what the variables of one host say, and is read as if they
 * were set; a token that is written down in it is refused, as anywhere.
 */
final class OldSettings {
  /** Which of the old keys each variable stands for. */
  private static final Map<String, String> KEYS =
      Map.of(
          "PROXMOX_HOST", "host",
          "PROXMOX_PORT", "port",
          "PROXMOX_KIND", "service",
          "PROXMOX_USER", "user",
          "PROXMOX_TOKEN_NAME", "token_name");

  private final Path file;
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  OldSettings(Path file, Map<String, String> environment) {
    this.file = file;
    this.environment = Map.copyOf(environment);
  }

  /** What it cannot say, as variables say it. */
  record Besides(ServerEntry server, AuditEntry audit, TelemetryEntry telemetry) {}

  /**
   * What it says, and what variables say besides.
   *
   * @throws SettingsException with every problem that was found
   */
  Settings read(String text, Besides besides) {
    OldConfiguration old = new OldReader(file, environment).read(text);
    if (old.token() instanceof Token.InFile(var _, boolean encrypted) && !encrypted) {
      throw literal();
    }
    Map<String, String> said = variables(old);
    said.forEach(this::compare);
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    Map<String, String> all = new HashMap<>(environment);
    all.keySet().removeIf(name -> name.startsWith("PROXMOX_TOKEN_VALUE"));
    all.putAll(said);
    all.put("PROXMOX_TOKEN_VALUE", token(old));
    ClusterEntry read = EnvironmentSettings.read(all);
    ClusterEntry entry =
        new ClusterEntry(
            null,
            read.endpoints(),
            read.login(),
            read.trust(),
            read.tls(),
            read.ssh(),
            places(read.places()));
    return new Settings(
        withLevel(besides.server(), old),
        besides.audit(),
        besides.telemetry(),
        List.of(entry),
        Set.of(file));
  }

  private SettingsException literal() {
    return new SettingsException(
        "%s: this is a configuration of the Python ProxmoxMCP, and the token's secret stands in it. Run `proxmox-mcp migrate %s`: it writes a settings file, and puts the secret into a file of its own."
            .formatted(file, file));
  }

  private Map<String, String> variables(OldConfiguration old) {
    Map<String, String> said = new HashMap<>();
    said.put("PROXMOX_HOST", old.endpoint().host());
    said.put("PROXMOX_PORT", Integer.toString(old.endpoint().port()));
    said.put("PROXMOX_KIND", old.kind() == Kind.PBS ? "pbs" : "pve");
    said.put("PROXMOX_USER", old.user());
    said.put("PROXMOX_TOKEN_NAME", old.tokenName());
    // What the variables pin is the answer to what the file switched off.
    if (!old.verified() && !isSet("PROXMOX_FINGERPRINT") && !isSet("PROXMOX_CA_FILE")) {
      said.put("PROXMOX_VERIFY_SSL", "false");
    }
    return said;
  }

  private void compare(String variable, String value) {
    String key = KEYS.get(variable);
    String other = environment.getOrDefault(variable, "").strip();
    if (key != null && !other.isEmpty() && !other.equalsIgnoreCase(value)) {
      problems.add(
          "%s is \"%s\", but %s has the %s \"%s\"; keep one of them."
              .formatted(
                  variable, HostText.printable(other), file, key, HostText.printable(value)));
    }
  }

  private String token(OldConfiguration old) {
    return switch (old.token()) {
      case Token.InVariable(String name) -> environment.getOrDefault(name, "");
      case Token.InFile(var secret, boolean _) -> secret.reveal();
    };
  }

  private Places places(Places read) {
    String start = file + ": ";
    return new Places(
        start + "host",
        start + "host",
        start + "user, token_name",
        start + "token_value",
        read.trust().equals("PROXMOX_VERIFY_SSL") ? start + "verify_ssl" : read.trust(),
        new SecretPlace.Elsewhere(
            "a configuration of the Python ProxmoxMCP, which `proxmox-mcp migrate "
                + file
                + "` turns into a settings file"));
  }

  private static ServerEntry withLevel(ServerEntry server, OldConfiguration old) {
    ServerEntry.Log log = server.log();
    String level = log.level() == null ? old.logLevel() : log.level();
    return new ServerEntry(
        server.allow(),
        server.lean(),
        server.http(),
        server.policy(),
        new ServerEntry.Log(level, log.format()));
  }

  private boolean isSet(String variable) {
    return !environment.getOrDefault(variable, "").isBlank();
  }
}
