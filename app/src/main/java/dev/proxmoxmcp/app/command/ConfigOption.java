package dev.proxmoxmcp.app.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config FILE}, the same wherever it appears. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The settings file, which can name several clusters. Without it: PROXMOX_MCP_CONFIG,"
              + " ~/.config/proxmox-mcp/settings.yaml, /etc/proxmox-mcp/settings.yaml, or the"
              + " PROXMOX_… variables of one host.")
  private @Nullable String file;

  /** The file that was named; null for none. */
  @Nullable String file() {
    return file;
  }
}
