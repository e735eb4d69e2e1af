package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.StoreAccess;
import dev.proxmoxmcp.settings.secret.SecretException;
import dev.proxmoxmcp.settings.secret.SecretName;
import dev.proxmoxmcp.settings.secret.UnlockKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code secret remove}: takes a secret out of the store. */
@Command(
    name = "remove",
    description = {
      "Takes a secret out of the store. It stays valid where it is used: delete the token there too"
          + " (`pveum user token remove USER@REALM NAME`).",
      ""
    })
public final class SecretRemoveCommand implements Callable<Integer> {
  private final Program program;

  @Mixin private StoreOptions options = new StoreOptions();
  @Mixin private KeyOptions key = new KeyOptions();

  @Parameters(index = "0", paramLabel = "NAME", description = "Such as lab-token.")
  private String name = "";

  @Unmatched private List<String> others = new ArrayList<>();

  SecretRemoveCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws InterruptedException {
    SecretCommand.nothingElse(others);
    SecretName known = SecretCommand.name(name);
    StoreAccess store = options.open(program, key);
    try (UnlockKey now = store.key()) {
      if (!store.writer().remove(known, now)) {
        throw new SecretException(
            "The secret store "
                + store.store().file()
                + " has no secret "
                + known
                + "; `proxmox-mcp secret list` shows what it has.");
      }
    }
    program.terminal().answer("Removed " + known + " from " + store.store().file() + ".");
    return ExitCode.OK;
  }
}
