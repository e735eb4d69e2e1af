package dev.proxmoxmcp.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder with a settings file in it, and with the secrets that it names.
 *
 * @param path it exists
 */
record SettingsFolder(Path path) {
  static final String SECRET = "11111111-2222-3333-4444-555555555555";
  static final String TWO =
      """
      version: 1
      clusters:
        lab:
          host: pve1.example.org
          token-id: mcp@pve!assistant
          token-value: env:LAB_TOKEN
        attic:
          endpoints: [192.0.2.7, "https://pve2:8443/"]
          user: root@pam
          token-name: x
          token-value: file:attic.token
          fingerprints: "AA:BB"
      """;

  List<ClusterEntry> read(String text) throws IOException {
    Files.writeString(file(), text);
    return read(file(), environment());
  }

  static List<ClusterEntry> read(Path file, Map<String, String> environment) {
    return Settings.read(Optional.of(file), environment).clusters();
  }

  /** One cluster, with more lines from line 7 on. */
  static String lab(String... more) {
    StringBuilder text =
        new StringBuilder(
            """
            version: 1
            clusters:
              lab:
                host: pve1
                token-id: mcp@pve!a
                token-value: env:LAB_TOKEN
            """);
    for (String line : more) {
      text.append("    ").append(line).append('\n');
    }
    return text.toString();
  }

  Path file() {
    return path.resolve("settings.yaml");
  }

  void secretFile(String name, String rights) throws IOException {
    Path file = Files.writeString(path.resolve(name), SECRET);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }

  static Map<String, String> environment() {
    return new HashMap<>(Map.of("LAB_TOKEN", SECRET, "HOME", "/home/me"));
  }
}
