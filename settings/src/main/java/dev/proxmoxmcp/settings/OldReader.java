package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.settings.ClusterEntry.Endpoint;
import dev.proxmoxmcp.settings.ClusterEntry.Kind;
import dev.proxmoxmcp.settings.OldConfiguration.Token;
import dev.proxmoxmcp.settings.Section.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a configuration of the Python ProxmoxMCP. Used once, by one thread. */
final class OldReader {
  static final String MASTER_KEY = "PROXMOX_MCP_MASTER_KEY";

  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]{0,99})(?::([-?])([^}]*))?}");
  private static final Set<String> SECTIONS = Set.of("proxmox", "auth", "logging");
  private static final Set<String> KEYS =
      Set.of("host", "port", "verify_ssl", "service", "user", "token_name", "token_value", "level");

  private final Path file;
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  OldReader(Path file, Map<String, String> environment) {
    this.file = file;
    this.environment = Map.copyOf(environment);
  }

  /** Whether {@code root} looks like one; then nothing else about it matters. */
  static boolean looksOld(Section root) {
    return !root.has("version")
        && (root.isSection("proxmox") || root.isSection("auth") || root.has("token_value"));
  }

  OldConfiguration read(String text) {
    Section root =
        new Section(problems, new YamlTree(file, problems).mapping(YamlText.read(file, text)));
    if (!looksOld(root)) {
      throw new SettingsException(
          file
              + ": this is no configuration of the Python ProxmoxMCP, which has proxmox and auth,"
              + " or host, user, token_name and token_value.");
    }
    boolean flat = root.has("token_value");
    Section proxmox = flat ? root : root.section("proxmox").orElse(root);
    Section auth = flat ? root : root.section("auth").orElse(root);
    Section logging = root.section("logging").orElse(root);
    ignored(root);
    Kind kind =
        value(proxmox, "service").map(name -> name.equalsIgnoreCase("PBS")).orElse(false)
            ? Kind.PBS
            : Kind.PVE;
    Optional<Endpoint> endpoint = endpoint(proxmox, kind);
    String user = needed(auth, "user");
    String name = needed(auth, "token_name");
    Optional<Token> token = token(auth);
    boolean verified = verified(proxmox);
    String level = level(logging);
    if (!problems.isEmpty() || endpoint.isEmpty() || token.isEmpty()) {
      throw new SettingsException(problems);
    }
    return new OldConfiguration(
        kind, endpoint.get(), user, name, token.get(), verified, level, notes);
  }

  private void ignored(Section root) {
    for (String key : root.keys()) {
      if (root.isSection(key)) {
        root.section(key)
            .ifPresent(section ->
                section.keys().stream()
                    .filter(inner -> !SECTIONS.contains(key) || !KEYS.contains(inner))
                    .forEach(inner -> ignored(section, inner)));
      } else if (!KEYS.contains(key)) {
        ignored(root, key);
      }
    }
    if (!environment.getOrDefault("PROXMOX_MCP_SECURITY_POLICY", "").isBlank()) {
      notes.add(
          "PROXMOX_MCP_SECURITY_POLICY means nothing here. Its lists of commands let through"
              + " `find / -delete`, `cat /etc/shadow` and `psql`; here commands in guests need"
              + " `allow: exec`, and without it nothing runs.");
    }
  }

  private void ignored(Section section, String key) {
    notes.add(
        section.place(key)
            + ": "
            + Section.shown(key)
            + switch (key) {
              case "file" -> " was left out: the log goes to standard error.";
              case "format" -> " was left out: a line of the log is text or JSON (log.format).";
              default -> " was left out: there is nothing like it here.";
            });
  }

  private Optional<Endpoint> endpoint(Section proxmox, Kind kind) {
    Optional<HostText> host =
        HostText.read(needed(proxmox, "host"), problem -> proxmox.problem("host", problem));
    Optional<Integer> port =
        value(proxmox, "port")
            .flatMap(text -> HostText.port(text, problem -> proxmox.problem("port", problem)));
    return host.map(known ->
        new Endpoint(
            known.host(), port.or(() -> Optional.ofNullable(known.port())).orElse(kind.port())));
  }

  private boolean verified(Section proxmox) {
    String text = value(proxmox, "verify_ssl").orElse("true").toLowerCase(Locale.ROOT);
    return switch (text) {
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default -> {
        proxmox.problem("verify_ssl", "verify_ssl is true or false.");
        yield true;
      }
    };
  }

  private @Nullable String level(Section logging) {
    Optional<String> text = value(logging, "level");
    return text.map(level ->
            switch (level.toUpperCase(Locale.ROOT)) {
              case "DEBUG" -> "debug";
              case "WARNING", "WARN" -> "warning";
              case "ERROR", "CRITICAL", "FATAL" -> "error";
              default -> "info";
            })
        .orElse(null);
  }

  private Optional<Token> token(Section auth) {
    Optional<Text> text = auth.has("token_value") ? auth.text("token_value") : Optional.empty();
    if (text.isEmpty()) {
      auth.problem("token_value", "token_value is missing.");
      return Optional.empty();
    }
    Matcher variable = VARIABLE.matcher(text.get().text());
    if (variable.matches() && (!"-".equals(variable.group(2)) || isSet(variable.group(1)))) {
      return Optional.of(new Token.InVariable(variable.group(1)));
    }
    return expanded(auth, "token_value", text.get().text())
        .flatMap(value -> {
          boolean encrypted = value.startsWith(Fernet.PREFIX);
          return (encrypted ? opened(auth, value) : Optional.of(value))
              .map(secret -> new Token.InFile(Secret.of(secret), encrypted));
        });
  }

  private Optional<String> opened(Section auth, String value) {
    String key = environment.getOrDefault(MASTER_KEY, "");
    if (key.isBlank()) {
      auth.problem(
          "token_value",
          "token_value is encrypted; set " + MASTER_KEY + " to the master key with which it was.");
      return Optional.empty();
    }
    Optional<String> opened = Fernet.open(value, key);
    if (opened.isEmpty()) {
      auth.problem("token_value", "token_value cannot be opened with " + MASTER_KEY + ".");
    }
    return opened;
  }

  private String needed(Section section, String key) {
    if (!section.has(key)) {
      section.problem(key, key + " is missing.");
      return "missing";
    }
    return value(section, key).orElse("missing");
  }

  private Optional<String> value(Section section, String key) {
    return section.has(key)
        ? section.text(key).flatMap(text -> expanded(section, key, text.text()))
        : Optional.empty();
  }

  private boolean isSet(String name) {
    return !environment.getOrDefault(name, "").isBlank();
  }

  /** With variables in place; empty if one is missing, which is reported. */
  private Optional<String> expanded(Section section, String key, String text) {
    StringBuilder whole = new StringBuilder();
    Matcher variable = VARIABLE.matcher(text);
    while (variable.find()) {
      String name = variable.group(1);
      if (!isSet(name) && !"-".equals(variable.group(2))) {
        section.problem(key, "the environment variable " + name + " is not set.");
        return Optional.empty();
      }
      String otherwise = variable.group(3);
      variable.appendReplacement(
          whole,
          Matcher.quoteReplacement(
              isSet(name)
                  ? environment.getOrDefault(name, "").strip()
                  : otherwise == null ? "" : otherwise));
    }
    return Optional.of(variable.appendTail(whole).toString());
  }
}
