package dev.proxmoxmcp.app.reference;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.base.KnownFault;
import dev.proxmoxmcp.client.Fault;
import dev.proxmoxmcp.store.StoreFault;
import dev.proxmoxmcp.tools.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Messages, why they come and what mends them, from the registries of those who write them. */
final class FaultTable {
  private FaultTable() {}

  /** The table of a part of the page; empty if there is no such part. */
  static Optional<String> part(String name) {
    return switch (name) {
      case "hosts" -> Optional.of(table(List.of(Fault.values())));
      case "refusals" -> Optional.of(table(List.of(Refusal.values())));
      default ->
          Arrays.stream(ProgramFault.Part.values())
              .filter(part -> part.name().toLowerCase(Locale.ROOT).concat("faults").equals(name))
              .findFirst()
              .map(FaultTable::program);
    };
  }

  private static String table(List<? extends KnownFault> faults) {
    return MarkdownTable.of(
        List.of("message", "why", "what to do"), faults.stream().map(FaultTable::cells).toList());
  }

  private static String program(ProgramFault.Part part) {
    Stream<List<String>> own =
        Arrays.stream(ProgramFault.values())
            .filter(fault -> fault.part() == part)
            .map(fault -> row(fault, fault.ends()));
    Stream<List<String>> store =
        part == ProgramFault.Part.MACHINE
            ? Arrays.stream(StoreFault.values())
                .map(fault -> row(fault, Integer.toString(ExitCode.NO_PERMISSION)))
            : Stream.of();
    return MarkdownTable.of(
        List.of("message", "why", "what to do", "ends with"), Stream.concat(own, store).toList());
  }

  private static List<String> row(KnownFault fault, String ends) {
    List<String> cells = new ArrayList<>(cells(fault));
    cells.add(ends);
    return cells;
  }

  private static List<String> cells(KnownFault fault) {
    KnownFault.Words words = fault.words();
    return List.of(messages(words.messages()), words.why(), words.mend());
  }

  private static String messages(List<String> messages) {
    return messages.stream()
        .map(message -> "“" + MarkdownTable.cell(shown(message)) + "”")
        .collect(Collectors.joining("<br>"));
  }

  /** What differs at either end needs no sign. */
  private static String shown(String message) {
    return message.replaceAll("^…[:;]? |:? …$|`", "");
  }
}
