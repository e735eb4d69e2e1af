package dev.proxmoxmcp.simulator.agent;

import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.guest.Guest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The agent in one VM. Mutable; guarded by the timeline's turn. */
final class Agent {
  private static final int FIRST_PID = 4001;

  /** What an agent gives of a file at once. */
  static final int FILE_LIMIT = 16 << 20;

  private final Map<String, byte[]> files;
  private final Map<Long, Started> commands = new LinkedHashMap<>();
  private @Nullable Instant bootedAt;
  private long nextPid = FIRST_PID;
  private int frozen;

  private record Started(Instant at, Execution run) {
    boolean ended(Instant now) {
      return !(run.end() instanceof Ended.Never) && !now.isBefore(at.plus(run.length()));
    }
  }

  Agent(Guest guest) {
    files = guest.files();
  }

  /** A VM that was started anew knows nothing of the commands of its life before. */
  void seenAt(Guest guest, Instant now) {
    Instant booted = now.minus(guest.uptime(now));
    if (bootedAt != null && !bootedAt.equals(booted)) {
      commands.clear();
      frozen = 0;
    }
    bootedAt = booted;
  }

  /** How many file systems are frozen. */
  int frozen() {
    return frozen;
  }

  /** Freezes them; how many there are. */
  int freeze(int all) {
    frozen = all;
    return all;
  }

  /** Thaws them; how many were frozen. */
  int thaw() {
    int before = frozen;
    frozen = 0;
    return before;
  }

  /** Starts a command; its number. */
  long start(Guest guest, List<String> command, byte[] input, Instant now) {
    Optional<String> program = Programs.find(command.getFirst());
    if (program.isEmpty()) {
      // The curly quotes are what no daemon can put into its status line.
      throw Refusal.GivenUp.daemon(
          "Agent error: Guest agent command failed, error was 'Failed to execute child process"
              + " \u201c%s\u201d (No such file or directory)'".formatted(command.getFirst()));
    }
    Execution run = new Execution();
    new Programs(guest.name(), files)
        .run(program.get(), command.subList(1, command.size()), input, run);
    long pid = nextPid++;
    commands.put(pid, new Started(now, run));
    return pid;
  }

  /** How a command is; one that has ended is forgotten by being asked for. */
  Map<String, Object> status(long pid, Instant now) {
    Started started = commands.get(pid);
    if (started == null) {
      throw new Refusal.Died("Agent error: Invalid parameter 'pid'");
    }
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("exited", 0);
    if (!started.ended(now)) {
      return status;
    }
    commands.remove(pid);
    status.put("exited", 1);
    switch (started.run().end()) {
      case Ended.WithCode(int code) -> status.put("exitcode", code);
      case Ended.BySignal(int number) -> status.put("signal", number);
      case Ended.Never() -> {}
    }
    output(status, "out", started.run().out());
    output(status, "err", started.run().err());
    return status;
  }

  private static void output(Map<String, Object> status, String which, Bytes written) {
    byte[] kept = written.kept();
    if (kept.length > 0) {
      status.put(which + "-data", Bytes.shown(kept));
      status.put(which + "-truncated", written.full() ? 1 : 0);
    }
  }

  /**
   * What is in a file.
   *
   * @throws Refusal.Died if there is none
   */
  byte[] file(String name) {
    byte[] content = files.get(name);
    if (content == null && Folders.is(name, files.keySet())) {
      throw new Refusal.Died("Agent error: failed to read file: Is a directory");
    }
    if (content == null) {
      throw new Refusal.Died(
          "Agent error: failed to open file '%s' (mode: 'r'): No such file or directory"
              .formatted(name));
    }
    return content;
  }

  void write(String name, byte[] content) {
    if (!name.startsWith("/") || name.endsWith("/") || Folders.is(name, files.keySet())) {
      throw new Refusal.Died(
          "Agent error: failed to open file '%s' (mode: 'wb'): Is a directory".formatted(name));
    }
    if (!Folders.holds(name, files.keySet())) {
      throw new Refusal.Died(
          "Agent error: failed to open file '%s' (mode: 'wb'): No such file or directory"
              .formatted(name));
    }
    files.put(name, content);
  }
}
