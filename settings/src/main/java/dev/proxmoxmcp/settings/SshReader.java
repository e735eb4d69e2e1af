package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.Section.Text;
import dev.proxmoxmcp.settings.key.Key;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code ssh} of a cluster of the settings file. */
final class SshReader {
  private static final String USUAL_USER = "root";

  private final Section section;
  private final FilePaths paths;

  SshReader(Section section, FilePaths paths) {
    this.section = section;
    this.paths = paths;
  }

  /** The section; empty if something is wrong with it, which is then reported. */
  Optional<SshEntry> read() {
    section.allowThoseOf(Key.CLUSTER + ".ssh");
    if (!section.has("key-file")) {
      section.problem("key-file", "key-file is missing: the private key for SSH.");
    }
    if (section.has("known-hosts") == section.has("host-keys")) {
      section.problem(
          "host-keys",
          section.has("host-keys")
              ? "known-hosts and host-keys are two answers to one question; keep one of them."
              : "how nodes prove themselves is missing: known-hosts (a file) or host-keys"
                  + " (SHA256:… of each, by `ssh-keygen -lf`).");
    }
    Optional<Path> key = path("key-file");
    key.flatMap(SecretFile.of(paths.environment())::openKey)
        .ifPresent(open -> section.problem("key-file", "key-file " + open + "."));
    int port =
        section
            .text("port")
            .flatMap(text -> HostText.port(text.text(), problem -> section.problem(text, problem)))
            .orElse(SshEntry.DEFAULT_PORT);
    Optional<Path> knownHosts = path("known-hosts");
    List<String> hostKeys = section.texts("host-keys").stream().map(Text::text).toList();
    Map<String, String> addresses = addresses();
    String user = section.text("user").map(Text::text).orElse(USUAL_USER);
    return key.map(file ->
        new SshEntry(
            user, file, knownHosts.orElse(null), hostKeys, port, addresses, section.place()));
  }

  private Optional<Path> path(String key) {
    return section.text(key).flatMap(text -> ClusterReader.path(section, paths, key, text));
  }

  private Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    section
        .section("addresses")
        .ifPresent(nodes ->
            nodes
                .keys()
                .forEach(
                    node -> nodes.text(node).ifPresent(text -> addresses.put(node, text.text()))));
    return addresses;
  }
}
