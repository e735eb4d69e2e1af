package dev.proxmoxmcp.app;

import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.util.HashMap;
import java.util.Map;

/** Environment variables as a person sets them. */
final class Settings {
  static final String SECRET = "11111111-2222-3333-4444-555555555555";

  private Settings() {}

  /** Everything that is needed, for a host that does not exist. */
  static Map<String, String> complete() {
    return new HashMap<>(
        Map.of(
            "PROXMOX_HOST", "pve.invalid",
            "PROXMOX_USER", "mcp@pve",
            "PROXMOX_TOKEN_NAME", "assistant",
            "PROXMOX_TOKEN_VALUE", SECRET));
  }

  /** For a simulated cluster, its certificate pinned. */
  static Map<String, String> of(SimulatedCluster cluster) {
    String[] token = cluster.operatorToken().id().split("!", 2);
    return new HashMap<>(
        Map.of(
            "PROXMOX_HOST",
            "127.0.0.1",
            "PROXMOX_PORT",
            Integer.toString(cluster.address().getPort()),
            "PROXMOX_USER",
            token[0],
            "PROXMOX_TOKEN_NAME",
            token[1],
            "PROXMOX_TOKEN_VALUE",
            cluster.operatorToken().secret().reveal(),
            "PROXMOX_FINGERPRINT",
            cluster.fingerprint()));
  }
}
