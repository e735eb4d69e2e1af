package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.settings.secret.SealedStore;
import dev.proxmoxmcp.settings.secret.StoredSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/** {@code secret list}: names, never values. */
@Command(
    name = "list",
    description = {
      "Lists the names of the secrets, how many values each has had, and since when it has this"
          + " one. No key is needed, and so nothing of it is verified; values are never shown.",
      ""
    })
public final class SecretListCommand implements Callable<Integer> {
  private final Program program;

  @Mixin private StoreOptions options = new StoreOptions();

  @Unmatched private List<String> others = new ArrayList<>();

  SecretListCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    SecretCommand.nothingElse(others);
    SealedStore store = options.look(program).store();
    List<StoredSecret> secrets = store.list();
    if (secrets.isEmpty()) {
      program.terminal().answer("The secret store " + store.file() + " is empty.");
      return ExitCode.OK;
    }
    int width = secrets.stream().mapToInt(one -> one.name().text().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (StoredSecret one : secrets) {
      lines.add(
          "%s  version %d  %s"
              .formatted(
                  one.name().text() + " ".repeat(width - one.name().text().length()),
                  one.version(),
                  one.changed()));
    }
    program.terminal().answer(String.join("\n", lines));
    return ExitCode.OK;
  }
}
