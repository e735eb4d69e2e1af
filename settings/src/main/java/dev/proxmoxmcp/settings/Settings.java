package dev.proxmoxmcp.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that the settings say.
 *
 * @param server about the server itself
 * @param clusters at least one
 * @param audit about what outlives the program, and its audit trail
 * @param telemetry about how the program itself is watched
 * @param files that were read, or that the clusters are to read, such as those of authorities: what
 *     is in force may change with them
 */
public record Settings(
    ServerEntry server,
    AuditEntry audit,
    TelemetryEntry telemetry,
    List<ClusterEntry> clusters,
    Set<Path> files) {
  /** Copies the collections. */
  public Settings {
    clusters = List.copyOf(clusters);
    files = Set.copyOf(files);
  }

  /**
   * What the file and the variables say. Where there is no file and only the variables of one host,
   * no class of YAML or of the keys is loaded.
   *
   * @param file as {@link SettingsFile#find} found it
   * @throws SettingsException with every problem that was found, each with its place
   */
  public static Settings read(Optional<Path> file, Map<String, String> environment) {
    if (file.isEmpty() && !OwnVariables.any(environment)) {
      ClusterEntry entry = EnvironmentSettings.read(environment);
      return new Settings(
          ServerEntry.NONE,
          AuditEntry.NONE,
          TelemetryEntry.NONE,
          List.of(entry),
          EnvironmentSettings.files(entry, environment));
    }
    return new SettingsReader(file.orElse(null), environment)
        .read(file.map(SettingsFile::text).orElse(null));
  }

  /**
   * Every value in force, each with its origin.
   *
   * @param file as {@link SettingsFile#find} found it
   * @throws SettingsException with every problem that was found, each with its place
   */
  public static List<Shown> show(Optional<Path> file, Map<String, String> environment) {
    String text = file.map(SettingsFile::text).orElse(null);
    if (file.isPresent() || OwnVariables.any(environment)) {
      SettingsReader reader = new SettingsReader(file.orElse(null), environment);
      reader.read(text);
      if (text != null && reader.isOld(text)) {
        throw new SettingsException(
            "%s: this is a configuration of the Python ProxmoxMCP; it is in force, but it has none of the keys that are shown here. Run `proxmox-mcp migrate %s` to make a settings file of it."
                .formatted(file.orElseThrow(), file.orElseThrow()));
      }
    } else {
      EnvironmentSettings.read(environment);
    }
    return ShownTree.of(new SettingsReader(file.orElse(null), environment).tree(text), environment);
  }
}
