package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.HttpAddress;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.Service;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.guard.Policy;
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
      fallbackValue = HttpAddress.DEFAULT,
      description =
          "Streamable HTTP instead of stdio, on this loopback address (default "
              + HttpAddress.DEFAULT
              + "; port 0 takes any free one).")
  private @Nullable String http;

  public ServeCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    log.configure(Level.INFO);
    HttpAddress address = http == null ? null : address(http);
    try (Service service =
        program.open(
            lean.tools(), program.settings(config.file()), allow.policyOr(Policy.readsOnly()))) {
      if (address == null) {
        program.serveStdio(service);
      } else {
        program.serveHttp(service, address, uri -> program.terminal().say("Serving MCP at " + uri));
      }
    }
    return ExitCode.OK;
  }

  private HttpAddress address(String text) {
    try {
      return HttpAddress.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new UsageProblem(String.valueOf(wrong.getMessage()));
    }
  }
}
