package dev.proxmoxmcp.client.command;

import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.Conflict;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.NotFound;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.TimedOut;
import dev.proxmoxmcp.client.command.Written.Before;
import dev.proxmoxmcp.client.http.Session;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files of containers, by commands in them: {@code pct pull} and {@code pct push} would leave
 * copies on the node. The scripts are fixed, and the path is a parameter of theirs, which no shell
 * reads as part of the script.
 */
final class ContainerFiles {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** First the size, to the error output; then the part that was asked for. */
  private static final String READ =
      "if [ ! -e \"$1\" ]; then echo 'No such file or directory' >&2; exit 66; fi; "
          + "if [ ! -f \"$1\" ]; then echo 'not a regular file' >&2; exit 65; fi; "
          + "wc -c <\"$1\" >&2 || exit 64; tail -c \"+$2\" \"$1\" | head -c \"$3\"";

  /** The sizes before and after, or that there was no file. */
  static final String WRITE =
      "if [ -d \"$1\" ]; then echo 'is a directory' >&2; exit 65; fi; "
          + "if [ ! -d \"${1%/*}/\" ]; then echo 'No such file or directory' >&2; exit 66; fi; "
          + "if [ -f \"$1\" ]; then wc -c <\"$1\"; else echo none; fi; "
          + "cat >\"$1\" || exit 64; wc -c <\"$1\"";

  private final Session session;
  private final GuestCommands commands;

  ContainerFiles(Session session, GuestCommands commands) {
    this.session = session;
    this.commands = commands;
  }

  Outgoing readRequest(GuestRef ct, FileRange range) {
    return commands.startRequest(ct, readCommand(range));
  }

  FileContent read(GuestRef ct, FileRange range) {
    CommandState.Ended ended = run(ct, readCommand(range), "read a file of " + ct);
    byte[] bytes = ended.out().kept();
    @Nullable Long size = GuestFiles.size(text(ended.err()));
    boolean more = size != null && range.offset() + bytes.length < size;
    return new FileContent(bytes, more, size);
  }

  private static GuestCommand readCommand(FileRange range) {
    return GuestCommand.of(
        "sh",
        "-c",
        READ,
        "sh",
        range.path(),
        Long.toString(range.offset() + 1),
        Integer.toString(range.count()));
  }

  Outgoing writeRequest(GuestRef ct, String path, String content) {
    return commands.startRequest(ct, writeCommand(path, content));
  }

  Written write(GuestRef ct, String path, String content) {
    CommandState.Ended ended = run(ct, writeCommand(path, content), "write a file of " + ct);
    List<String> lines = text(ended.out()).lines().toList();
    @Nullable Long before = lines.isEmpty() ? null : GuestFiles.size(lines.getFirst());
    @Nullable Long after = lines.size() < 2 ? null : GuestFiles.size(lines.get(1));
    return new Written(
        before == null ? new Before.Nothing() : new Before.File(before, false),
        after,
        after != null && after == content.getBytes(StandardCharsets.UTF_8).length);
  }

  private static GuestCommand writeCommand(String path, String content) {
    if (content.getBytes(StandardCharsets.UTF_8).length > GuestFiles.MAX_WRITE) {
      throw new IllegalArgumentException(
          "a call writes at most " + GuestFiles.MAX_WRITE + " bytes");
    }
    return new GuestCommand(List.of("sh", "-c", WRITE, "sh", path), content);
  }

  private CommandState.Ended run(GuestRef ct, GuestCommand command, String purpose) {
    return switch (commands.run(ct, command, LIMIT)) {
      case CommandState.Running _ -> throw TimedOut.commandStillRuns(purpose, LIMIT);
      case CommandState.Ended ended when ended.end().well() -> ended;
      case CommandState.Ended ended -> throw refused(ct, command, purpose, ended);
    };
  }

  private RuntimeException refused(
      GuestRef ct, GuestCommand command, String purpose, CommandState.Ended ended) {
    Attempt attempt =
        session.attempt(purpose, (Outgoing.SshCommand) commands.startRequest(ct, command));
    String said = text(ended.err()).strip();
    if (!said.contains("No such file")) {
      return new Conflict(attempt, Conflict.Reason.AGENT_REFUSED, said);
    }
    return command.words().contains(WRITE)
        ? NotFound.folder(attempt, said)
        : NotFound.file(attempt, said);
  }

  private static String text(Output output) {
    return new String(output.kept(), StandardCharsets.UTF_8);
  }
}
