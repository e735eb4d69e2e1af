package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.app.approval.GuardState;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.settings.SettingsFile;
import dev.proxmoxmcp.settings.StateFolder;
import dev.proxmoxmcp.store.SqliteStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which trail is meant, the same for each command that reads one. */
final class TrailOptions {
  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      description =
          "The state folder with the trail, such as a copy. Without it that of the settings, of"
              + " PROXMOX_MCP_STATE, or of this user.")
  private @Nullable String state;

  /** The state folder. */
  Path folder(Program program) {
    if (state != null) {
      return SettingsFile.path("--state", state);
    }
    return StateFolder.find(program.settingsFile(config.file()), program.environment())
        .orElseThrow(() ->
            new UsageProblem(
                "There is no state folder: name it with --state FOLDER, or set HOME."));
  }

  /** What a person decides with, on the store in it. */
  GuardState guard(Program program) {
    Path folder = folder(program);
    return GuardState.on(open(program, folder), folder, program);
  }

  /** The trail in it. */
  GuardStore open(Program program, Path folder) {
    return new SqliteStore(folder, program.clock(), program.pause());
  }
}
