package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Configuration;
import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.HttpAddress;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.Service;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.settings.ServerEntry;
import dev.proxmoxmcp.settings.SettingsException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: the real thing, over stdio or HTTP. */
@Command(
    name = "serve",
    description = {
      "Serves Proxmox VE clusters to an MCP client: over standard input and output, or over HTTP.",
      "The clusters are those of a settings file (docs/settings.md), or the one of these"
          + " variables:",
      "",
      "  PROXMOX_HOST, PROXMOX_PORT      name or address of any node; port 8006 by default",
      "  PROXMOX_KIND                    pve, or pbs for a Proxmox Backup Server (port 8007)",
      "  PROXMOX_USER                    such as mcp@pve",
      "  PROXMOX_TOKEN_NAME              the token's name, such as assistant",
      "  PROXMOX_TOKEN_VALUE_FILE        a file with the token's secret, readable by you alone",
      "  PROXMOX_TOKEN_VALUE             or store:NAME (docs/secrets.md), or the secret itself",
      "  PROXMOX_CA_FILE                 the authority of its certificate, unless the system knows"
          + " it",
      "  PROXMOX_FINGERPRINT             or the certificate's SHA-256 fingerprint (two by comma)",
      "  PROXMOX_SSH_KEY_FILE            for commands in containers: a key that a node accepts,"
          + " and",
      "  PROXMOX_SSH_KNOWN_HOSTS         the file of its host keys, or PROXMOX_SSH_HOST_KEY",
      ""
    })
public final class ServeCommand implements Callable<Integer> {
  private final Program program;

  @Mixin private AllowOption allow = new AllowOption();
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private LeanOption lean = new LeanOption();
  @Mixin private LogOption log = new LogOption();

  @Option(
      names = "--http",
      arity = "0..1",
      paramLabel = "HOST:PORT",
      fallbackValue = "",
      description =
          "Streamable HTTP instead of stdio, on this loopback address (default: http.address of"
              + " the settings, else "
              + HttpAddress.DEFAULT
              + "; port 0 takes any free one).")
  private @Nullable String http;

  public ServeCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    log.configure(Level.INFO);
    HttpAddress named = http == null || http.isEmpty() ? null : address(http);
    Configuration settings = program.settings(config.file());
    log.configure(settings.server(), Level.INFO);
    HttpAddress address = http == null || named != null ? named : address(settings.server());
    try (Service service =
        program.open(
            lean.tools(settings.server()),
            settings.clusters(),
            allow.policyOr(settings.policy()))) {
      if (address == null) {
        program.serveStdio(service);
      } else {
        program.serveHttp(service, address, uri -> program.terminal().say("Serving MCP at " + uri));
      }
    }
    return ExitCode.OK;
  }

  /** Where the settings say, or else where it usually is. */
  static HttpAddress address(ServerEntry settings) {
    ServerEntry.Placed placed = settings.http();
    try {
      return HttpAddress.parse(placed == null ? HttpAddress.DEFAULT : placed.text());
    } catch (IllegalArgumentException wrong) {
      throw new SettingsException(
          (placed == null ? "" : placed.place() + ": ") + wrong.getMessage() + ".");
    }
  }

  private HttpAddress address(String text) {
    try {
      return HttpAddress.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new UsageProblem(String.valueOf(wrong.getMessage()));
    }
  }
}
