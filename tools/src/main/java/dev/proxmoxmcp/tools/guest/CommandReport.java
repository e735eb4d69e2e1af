package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.client.command.CommandEnd;
import dev.proxmoxmcp.client.command.CommandState;
import dev.proxmoxmcp.client.command.Output;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of a command. Its first line says how it ended, whatever a client does with the mark
 * of an error: another exit code than 0 is one, because the command says that it failed.
 *
 * @param what the command, as an array; null if it was only looked at
 */
record CommandReport(
    GuestResource guest, @Nullable String what, CommandState state, Duration waited) {
  private static final Map<String, String> SIGNALS =
      Map.of(
          "1", "HUP", "2", "INT", "3", "QUIT", "4", "ILL", "6", "ABRT", "8", "FPE", "9", "KILL",
          "11", "SEGV", "13", "PIPE", "15", "TERM");

  /** Shells add it to the number of the signal that ended a program. */
  private static final int BY_SIGNAL = 128;

  ToolReply text() {
    List<String> lines = new ArrayList<>();
    lines.add(headline());
    switch (state) {
      case CommandState.Ended ended -> {
        lines.addAll(output("stdout", ended.out()));
        lines.addAll(output("stderr", ended.err()));
      }
      case CommandState.Running running -> {
        if (running.trouble() != null) {
          lines.add("Nothing newer is known: " + running.trouble());
        }
        if (running.out().size() + running.err().size() > 0) {
          lines.add("So far:");
          lines.addAll(output("stdout", running.out()));
          lines.addAll(output("stderr", running.err()));
        }
      }
    }
    return new ToolReply(outcome(), String.join("\n", lines), null);
  }

  private Outcome outcome() {
    return switch (state) {
      case CommandState.Ended ended -> ended.end().well() ? Outcome.DONE : Outcome.FAILED;
      case CommandState.Running running ->
          running.trouble() == null ? Outcome.DONE : Outcome.UNAVAILABLE;
    };
  }

  private String headline() {
    String where =
        GuestWords.title(guest) + " on " + guest.node() + (what == null ? "" : ", " + what);
    return switch (state) {
      case CommandState.Ended ended -> how(ended.end()) + ": " + where + ".";
      case CommandState.Running running ->
          "still running after %s, not ended: %s. It goes on by itself; look again with guest_exec"
                  .formatted(Amounts.duration(waited), where)
              + " guest=%s pid=%d wait=50.".formatted(guest.ref().vmid(), running.id().number());
    };
  }

  private static String how(CommandEnd end) {
    return switch (end) {
      case CommandEnd.Exited(int code) when code > BY_SIGNAL && signal(code) != null ->
          "exit code %d (as shells tell an end by signal %d, %s)"
              .formatted(code, code - BY_SIGNAL, signal(code));
      case CommandEnd.Exited(int code) -> "exit code " + code;
      case CommandEnd.Signalled(String signal) ->
          "ended by signal "
              + signal
              + (SIGNALS.containsKey(signal) ? " (" + SIGNALS.get(signal) + ")" : "")
              + ", no exit code";
      case CommandEnd.Untold() -> "ended, and neither exit code nor signal was told";
    };
  }

  private static @Nullable String signal(int code) {
    return SIGNALS.get(String.valueOf(code - BY_SIGNAL));
  }

  private static List<String> output(String name, Output output) {
    if (output.size() == 0) {
      return List.of(name + ": empty");
    }
    List<String> lines = new ArrayList<>();
    lines.add(name + ", " + size(output) + ":");
    Optional<String> head = GuestText.of(output.omitted() == 0 ? output.kept() : output.head());
    Optional<String> tail = GuestText.of(output.omitted() == 0 ? new byte[0] : output.tail());
    if (head.isEmpty() || tail.isEmpty()) {
      return List.of(name + ", " + size(output) + ": not text, so not shown");
    }
    lines.add(GuestText.behindMarks(head.get()));
    if (output.omitted() > 0) {
      lines.add("[" + Amounts.count(output.omitted(), "byte") + " left out here]");
      lines.add(GuestText.behindMarks(tail.get()));
    }
    return lines;
  }

  private static String size(Output output) {
    String size = Amounts.count(output.size(), "byte");
    return output.cutInGuest() ? "the first " + size + ", the guest kept no more" : size;
  }

  ToolReply json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("vmid", guest.ref().vmid().value()).put("pid", state.id().number());
    switch (state) {
      case CommandState.Ended ended -> {
        json.put("state", "ended");
        switch (ended.end()) {
          case CommandEnd.Exited(int code) -> json.put("exitCode", code);
          case CommandEnd.Signalled(String signal) -> json.put("signal", signal);
          case CommandEnd.Untold() -> {}
        }
        add(json, "stdout", ended.out());
        add(json, "stderr", ended.err());
      }
      case CommandState.Running running -> {
        json.put("state", "running");
        if (running.trouble() != null) {
          json.put("trouble", running.trouble());
        }
        add(json, "stdout", running.out());
        add(json, "stderr", running.err());
      }
    }
    return new ToolReply(outcome(), json.toString(), json);
  }

  private static void add(ObjectNode json, String name, Output output) {
    ObjectNode field = json.putObject(name).put("bytes", output.size());
    Optional<String> text = GuestText.of(output.kept());
    if (text.isPresent()) {
      field.put("text", text.get());
    } else {
      field.put("binary", true);
    }
    if (output.omitted() > 0) {
      field.put("omittedBytes", output.omitted()).put("omittedAfterBytes", output.head().length);
    }
    if (output.cutInGuest()) {
      field.put("cutInGuest", true);
    }
  }

  /** A guest in which nothing can be run now. */
  static Optional<ToolReply> unlessRunning(GuestResource guest) {
    return switch (guest.state()) {
      case RUNNING, UNKNOWN -> Optional.empty();
      case PAUSED, STOPPED ->
          Optional.of(
              ToolReply.problem(
                  Outcome.FAILED,
                  GuestWords.title(guest)
                      + " on "
                      + guest.node()
                      + (guest.template() ? " is a " : " is ")
                      + Foreign.value(GuestWords.state(guest))
                      + ", so nothing can be done inside of it, and nothing was sent. "
                      + wakened(guest)));
    };
  }

  private static String wakened(GuestResource guest) {
    if (guest.template()) {
      return "A template never runs; clone it and start the clone.";
    }
    return guest.state() == RunState.PAUSED
        ? "guest_power with action=resume lets it go on."
        : "guest_power with action=start switches it on.";
  }
}
