package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.reference.GeneratedParts;
import dev.proxmoxmcp.app.reference.ReferencePages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code docs}: the reference pages, from what the program knows about itself. */
@Command(
    name = "docs",
    description = {
      "Writes the reference pages: tools, commands, privileges, tiers of the API, and the schema"
          + " and tables of the settings. In pages that are written by hand it renews the parts"
          + " that are marked as generated, and nothing else. Asks no cluster and reads no"
          + " settings.",
      ""
    })
public final class DocsCommand implements Callable<Integer> {
  private final Program program;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FOLDER",
      defaultValue = "docs",
      description = "Where they are written; it is made if it is not there (default: docs).")
  private String folder = "docs";

  public DocsCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws IOException {
    Path target = Path.of(folder);
    Files.createDirectories(target);
    for (Map.Entry<String, String> page : pages(target).entrySet()) {
      Path file = target.resolve(page.getKey());
      String text = page.getValue() + "\n";
      boolean same = Files.exists(file) && Files.readString(file).equals(text);
      if (!same) {
        Files.writeString(file, text);
      }
      program.terminal().answer(file + (same ? ": as it was" : ": written"));
    }
    return ExitCode.OK;
  }

  private Map<String, String> pages(Path target) throws IOException {
    Map<String, String> pages = new LinkedHashMap<>(ReferencePages.whole(root()));
    for (String name : ReferencePages.WITH_PARTS) {
      Path file = target.resolve(name);
      if (Files.exists(file)) {
        pages.put(name, GeneratedParts.renew(Files.readString(file)).stripTrailing());
      }
    }
    pages.computeIfAbsent("settings.md", _ -> ReferencePages.settings());
    return pages;
  }

  private CommandLine root() {
    return Objects.requireNonNull(spec).root().commandLine();
  }
}
