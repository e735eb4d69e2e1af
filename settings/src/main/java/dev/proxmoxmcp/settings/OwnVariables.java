package dev.proxmoxmcp.settings;

import java.util.Map;
import java.util.Set;

/** Tells which environment variables say something about a key of the settings. */
final class OwnVariables {
  /** What they begin with; not {@code Key.PREFIX}, which would load the keys. */
  private static final String PREFIX = "PROXMOX_MCP_";

  /**
   * Not about keys: which file counts, the launcher, and two of the Python ProxmoxMCP, for {@code
   * migrate}.
   */
  private static final Set<String> OTHERS =
      Set.of(
          "PROXMOX_MCP_CONFIG",
          "PROXMOX_MCP_IMAGE",
          "PROXMOX_MCP_MASTER_KEY",
          "PROXMOX_MCP_SECURITY_POLICY");

  /** Those of the secret store are read by its own reader, with a file and without. */
  private static final String SECRETS = PREFIX + "SECRETS_";

  private OwnVariables() {}

  /** Whether there is any, but those of the secret store. */
  static boolean any(Map<String, String> environment) {
    return environment.entrySet().stream()
        .anyMatch(
            entry -> is(entry.getKey(), entry.getValue()) && !entry.getKey().startsWith(SECRETS));
  }

  /** Whether this is one, and is set to something. */
  static boolean is(String name, String value) {
    return name.startsWith(PREFIX) && !OTHERS.contains(name) && !value.isBlank();
  }
}
