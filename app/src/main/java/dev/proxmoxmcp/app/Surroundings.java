package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.LazyLogger;
import dev.proxmoxmcp.settings.SettingsException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server is given beside its settings. It holds the environment: it is no record, and prints
 * nothing.
 */
public final class Surroundings {
  private static final Logger LOG = LazyLogger.of(Surroundings.class);
  private static final List<String> PROXIES =
      List.of("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy");

  private final Map<String, String> environment;
  private final MemoryLimit memory;

  /** Of this process. */
  public Surroundings(Map<String, String> environment) {
    this(environment, MemoryLimit.OWN);
  }

  Surroundings(Map<String, String> environment, MemoryLimit memory) {
    this.environment = Map.copyOf(environment);
    this.memory = memory;
  }

  /**
   * Tells of what is ignored.
   *
   * @throws SettingsException if there is too little memory for a server
   */
  public void check() {
    memory
        .objection()
        .ifPresent(little -> {
          throw new SettingsException(little);
        });
    unusedProxy(environment)
        .ifPresent(name ->
            LOG.log(
                Level.INFO,
                "{0} is set and is not used: this server goes to its clusters directly.",
                name));
  }

  /** The name of a variable that says through which proxy to go, which nobody here does. */
  public static Optional<String> unusedProxy(Map<String, String> environment) {
    return PROXIES.stream()
        .filter(name -> !environment.getOrDefault(name, "").isBlank())
        .findFirst();
  }
}
