package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.settings.Shown;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code settings show}: what is in force, and who says so. */
@Command(
    name = "show",
    description = {
      "Shows every value in force and where it comes from: file:line:column, a variable, or the"
          + " default. Of a secret it shows only where it is.",
      ""
    },
    footer = {"", "Options of a command (--allow, --lean, --http, --log-level) go before these."})
public final class SettingsShowCommand implements Callable<Integer> {
  private static final int LONGEST = 500;

  private final Program program;

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(names = "--json", description = "As JSON, for programs.")
  private boolean json;

  public SettingsShowCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    List<Shown> shown = program.shownSettings(config.file());
    program.terminal().answer(json ? asJson(shown).toPrettyString() : asText(shown));
    return ExitCode.OK;
  }

  private static String asText(List<Shown> shown) {
    int keys = shown.stream().mapToInt(one -> one.key().length()).max().orElse(0);
    return shown.stream()
        .map(one ->
            "%s  %s  (%s)"
                .formatted(
                    one.key() + " ".repeat(keys - one.key().length()), text(one), one.origin()))
        .collect(Collectors.joining("\n"));
  }

  private static String text(Shown shown) {
    String values = ForeignText.line(String.join(", ", shown.values()), LONGEST);
    return shown.secret() ? "hidden, from " + values : values;
  }

  private static ArrayNode asJson(List<Shown> shown) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Shown one : shown) {
      ObjectNode node = all.addObject();
      node.put("key", one.key());
      if (one.secret()) {
        node.put("secretFrom", String.join(", ", one.values()));
      } else if (one.values().size() == 1) {
        node.put("value", one.values().getFirst());
      } else {
        ArrayNode values = node.putArray("value");
        one.values().forEach(values::add);
      }
      node.put("origin", one.origin());
    }
    return all;
  }
}
