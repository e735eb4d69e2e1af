package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.app.init.InitRun;
import dev.proxmoxmcp.app.init.Wishes;
import dev.proxmoxmcp.settings.SettingsFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code init}: from a host's address to a client that answers. */
@Command(
    name = "init",
    description = {
      "Sets up one cluster or Backup Server: compares the certificate, logs in once with a password"
          + " that is kept nowhere, makes a role, a user and a token that may exactly what is"
          + " chosen, seals the token's secret, writes the settings and configures a client. What"
          + " no option says is asked. Done again, it changes nothing.",
      "",
      "  proxmox-mcp init",
      "  proxmox-mcp init --host pve1.example.org --toolsets inventory,operate",
      "  proxmox-mcp init --undo",
      ""
    })
public final class InitCommand implements Callable<Integer> {
  private static final int YEAR = 365;
  private static final int LONGEST = 3650;

  private final Program program;

  @Mixin private HostOptions host = new HostOptions();
  @Mixin private LoginOptions login = new LoginOptions();

  @Option(
      names = "--toolsets",
      paramLabel = "NAME",
      split = ",",
      description =
          "What the token is for, by comma: inventory (always), logs, backup-list, operate, guests,"
              + " backup, restore, images, exec, files, nodes; at a Backup Server inventory and"
              + " backup.")
  private List<String> toolsets = new ArrayList<>();

  @Option(
      names = "--token",
      paramLabel = "ID",
      description = "The token to make (default: mcp@pve!assistant, mcp@pbs!assistant).")
  private @Nullable String token;

  @Option(
      names = "--role",
      paramLabel = "NAME",
      description =
          "The role to make, with which those of further paths begin (default: ProxmoxMcp).")
  private @Nullable String role;

  @Option(
      names = "--expires",
      paramLabel = "DAYS",
      description = "How long the token is good (default: ${DEFAULT-VALUE}).")
  private int days = YEAR;

  @Option(
      names = "--client",
      paramLabel = "NAME",
      description =
          "The client to configure, such as claude-desktop, claude-code, cursor or vscode; `print`"
              + " shows what to write, `none` does nothing.")
  private @Nullable String client;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The settings file to write (default: the one that counts, or that would).")
  private @Nullable String config;

  @Option(
      names = "--store",
      paramLabel = "FILE",
      description =
          "The secret store (default: that of the settings, or secrets.sealed beside them).")
  private @Nullable String store;

  @Mixin private KeyOptions key = new KeyOptions();

  @Option(
      names = "--script",
      description =
          "Log in nowhere: print the commands for the host, to be read and run there; then the"
              + " token's secret is pasted.")
  private boolean script;

  @Option(
      names = "--token-value-file",
      paramLabel = "FILE",
      description = "The secret of the token that such a script made, instead of a login.")
  private @Nullable String tokenValueFile;

  @Option(
      names = "--undo",
      description = "Take away what was made, on the host and here, and nothing else.")
  private boolean undo;

  @Option(
      names = "--yes",
      description = "Agree to the changes. Does not confirm a certificate: give its --fingerprint.")
  private boolean yes;

  @Mixin private LogOption log = new LogOption();

  public InitCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    log.configure(Level.WARNING);
    if (days < 1 || days > LONGEST) {
      throw new UsageProblem("--expires takes 1 to " + LONGEST + " days.");
    }
    InitRun run = new InitRun(program, wishes(), yes);
    return undo ? run.undo(script) : run.setUp(script);
  }

  private Wishes wishes() {
    return new Wishes(
        host.wishes(),
        login.wishes(),
        new Wishes.OfToken(token, role, days, file("--token-value-file", tokenValueFile)),
        new Wishes.OfStore(config, file("--store", store), key.source()),
        host.cluster(),
        toolsets,
        client);
  }

  /** The path that an option names; null for none. */
  static @Nullable Path file(String option, @Nullable String text) {
    return text == null ? null : SettingsFile.path(option, text);
  }
}
