package dev.proxmoxmcp.settings;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * SSH to the nodes as environment variables: {@code PROXMOX_SSH_KEY_FILE} switches it on, {@code
 * PROXMOX_SSH_KNOWN_HOSTS} or {@code PROXMOX_SSH_HOST_KEY} says how nodes prove themselves, {@code
 * PROXMOX_SSH_USER}, {@code PROXMOX_SSH_PORT} and {@code PROXMOX_SSH_NODES} say the rest.
 */
final class SshVariables {
  private static final String PREFIX = "PROXMOX_SSH_";
  private static final String KEY_FILE = PREFIX + "KEY_FILE";
  private static final String KNOWN_HOSTS = PREFIX + "KNOWN_HOSTS";
  private static final String HOST_KEY = PREFIX + "HOST_KEY";
  private static final String NODES = PREFIX + "NODES";
  private static final String USUAL_USER = "root";

  private final Map<String, String> environment;
  private final Consumer<String> problems;

  /**
   * Of {@code environment}.
   *
   * @param problems told what is wrong, in sentences that begin with the variable
   */
  SshVariables(Map<String, String> environment, Consumer<String> problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** What they say; empty if they say nothing, or something wrong, which is then reported. */
  Optional<SshEntry> read() {
    if (environment.keySet().stream()
        .noneMatch(name -> name.startsWith(PREFIX) && value(name) != null)) {
      return Optional.empty();
    }
    if (value(KEY_FILE) == null) {
      problems.accept(KEY_FILE + " is missing: the private key for SSH.");
    }
    if ((value(KNOWN_HOSTS) == null) == (value(HOST_KEY) == null)) {
      problems.accept(
          value(HOST_KEY) == null
              ? "How nodes prove themselves by SSH is missing: set "
                  + KNOWN_HOSTS
                  + " (a file) or "
                  + HOST_KEY
                  + " (SHA256:…, by `ssh-keygen -lf`, several by comma)."
              : KNOWN_HOSTS
                  + " and "
                  + HOST_KEY
                  + " are two answers to one question; keep one of them.");
    }
    String user = value(PREFIX + "USER");
    Optional<Path> knownHosts = path(KNOWN_HOSTS);
    Map<String, String> addresses = addresses();
    int port = port();
    Optional<Path> key = path(KEY_FILE);
    key.ifPresent(this::checkRights);
    return key.map(file ->
        new SshEntry(
            user == null ? USUAL_USER : user,
            file,
            knownHosts.orElse(null),
            list(HOST_KEY),
            port,
            addresses,
            PREFIX + "…"));
  }

  private void checkRights(Path key) {
    SecretFile.of(environment)
        .openKey(key)
        .ifPresent(open -> problems.accept(KEY_FILE + ": the file " + key + " " + open + "."));
  }

  private int port() {
    String text = value(PREFIX + "PORT");
    return text == null
        ? SshEntry.DEFAULT_PORT
        : HostText.port(text, problem -> problems.accept(PREFIX + "PORT: " + problem))
            .orElse(SshEntry.DEFAULT_PORT);
  }

  private Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    for (String entry : list(NODES)) {
      int equals = entry.indexOf('=');
      if (equals < 1 || equals == entry.length() - 1) {
        problems.accept(
            NODES
                + ": \""
                + HostText.printable(entry)
                + "\" is not NODE=ADDRESS or NODE=ADDRESS:PORT.");
      } else {
        addresses.put(entry.substring(0, equals).strip(), entry.substring(equals + 1).strip());
      }
    }
    return addresses;
  }

  private List<String> list(String variable) {
    String text = value(variable);
    return text == null
        ? List.of()
        : Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(entry -> !entry.isEmpty())
            .toList();
  }

  private Optional<Path> path(String variable) {
    String text = value(variable);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(HomePath.of(variable, text, environment));
    } catch (SettingsException none) {
      problems.accept(String.valueOf(none.getMessage()));
      return Optional.empty();
    }
  }

  private @Nullable String value(String variable) {
    String value = environment.get(variable);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
