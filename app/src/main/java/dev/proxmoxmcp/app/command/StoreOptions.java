package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.StoreAccess;
import dev.proxmoxmcp.settings.SettingsFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which store: the same for all {@code secret} commands. */
final class StoreOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The settings file, whose section `secrets` names store and key. Without it: the usual"
              + " ones.")
  private @Nullable String config;

  @Option(
      names = "--store",
      paramLabel = "FILE",
      description =
          "The store (default: that of the settings, or secrets.sealed beside the settings file).")
  private @Nullable String store;

  /** The store, with what opens it. */
  StoreAccess open(Program program, KeyOptions key) {
    return program.store(
        config, store == null ? null : SettingsFile.path("--store", store), key.source());
  }

  /** The store, to look at it from outside. */
  StoreAccess look(Program program) {
    return open(program, new KeyOptions());
  }
}
