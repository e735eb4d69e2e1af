package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.reference.SettingsSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code settings schema}: for editors. */
@Command(
    name = "schema",
    description = {
      "Prints the JSON Schema of the settings file. Editors that know the YAML language server use"
          + " it when the file begins with this line:",
      "",
      "  # yaml-language-server: $schema=settings.schema.json",
      ""
    })
public final class SettingsSchemaCommand implements Callable<Integer> {
  private final Program program;

  public SettingsSchemaCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    program.terminal().answer(SettingsSchema.schema().toPrettyString());
    return ExitCode.OK;
  }
}
