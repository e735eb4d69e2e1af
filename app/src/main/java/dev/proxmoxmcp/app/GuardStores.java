package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.guard.store.MemoryStore;
import dev.proxmoxmcp.settings.SettingsFile;
import dev.proxmoxmcp.store.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Makes what the guard keeps its plans, approvals and records in. */
public final class GuardStores {
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Pause pause;

  /**
   * @param environment the environment variables
   * @param clock the time
   * @param pause how to wait
   */
  public GuardStores(Map<String, String> environment, InstantSource clock, Pause pause) {
    this.environment = environment;
    this.clock = clock;
    this.pause = pause;
  }

  /** For what lives as long as this process: a demo. */
  public GuardStore passing() {
    return new MemoryStore();
  }

  /**
   * For what outlives this process. Nothing is opened yet.
   *
   * @param said the state folder of the settings; empty for where it usually is
   */
  public GuardStore lasting(Optional<Path> said) {
    return said.or(() -> SettingsFile.ofUserState(environment))
        .<GuardStore>map(folder -> new SqliteStore(folder, clock, pause))
        .orElseGet(NoStore::new);
  }
}
