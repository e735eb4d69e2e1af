package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.Value.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the folder of what outlives the program, whatever else the settings say. */
public final class StateFolder {
  private StateFolder() {}

  /**
   * The folder that counts.
   *
   * @param file as {@link SettingsFile#find} found it
   * @return empty if the settings name none, and the user has no home
   * @throws SettingsException if what they name is no path, or the file cannot be read
   */
  public static Optional<Path> find(Optional<Path> file, Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    SettingsReader reader = new SettingsReader(file.orElse(null), environment);
    String text = file.map(SettingsFile::text).orElse(null);
    boolean ours = text != null && !reader.isOld(text);
    Section root =
        new Section(
            problems,
            ours ? reader.tree(text) : Value.Mapping.empty(Origin.variable("PROXMOX_MCP_STATE")));
    Optional<Path> said =
        AuditReader.state(root, new FilePaths(file.orElse(null), environment))
            .or(() -> ours ? Optional.empty() : ofVariable(environment));
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return said.or(() -> SettingsFile.ofUserState(environment));
  }

  private static Optional<Path> ofVariable(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("PROXMOX_MCP_STATE"))
        .filter(text -> !text.isBlank())
        .map(text -> new FilePaths(null, environment).path("PROXMOX_MCP_STATE", text));
  }
}
