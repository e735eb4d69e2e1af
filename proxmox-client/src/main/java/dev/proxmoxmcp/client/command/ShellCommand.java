package dev.proxmoxmcp.client.command;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.ssh.NodeShell;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A command of a container, on an SSH connection of its own. What it writes is collected all the
 * time, so even one that goes on shows what there is so far. Thread-safe.
 */
final class ShellCommand implements Tracked {
  private final CommandId id;
  private final NodeShell shell;
  private final OutputCollector out;
  private final OutputCollector err;
  private final FutureTask<CommandEnd> end;

  /** Begins to watch a command that was started. */
  ShellCommand(
      CommandId id, NodeShell shell, OutputCollector out, OutputCollector err, Pause pause) {
    this.id = id;
    this.shell = shell;
    this.out = out;
    this.err = err;
    this.end = new FutureTask<>(() -> watch(pause));
    Thread.ofVirtual().name("shell-" + id.number()).start(end);
  }

  private CommandEnd watch(Pause pause) {
    try (shell) {
      return switch (shell.await(pause)) {
        case NodeShell.End.Exited(int code) -> new CommandEnd.Exited(code);
        case NodeShell.End.Signalled(String signal) -> new CommandEnd.Signalled(signal);
        case NodeShell.End.Untold() -> new CommandEnd.Untold();
      };
    }
  }

  @Override
  public CommandState await(Duration limit, LookAt look) {
    try {
      CommandEnd how = end.get(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
      return new CommandState.Ended(id, how, out.output(false), err.output(false));
    } catch (TimeoutException _) {
      return new CommandState.Running(id, out.output(false), err.output(false), null);
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof ProxmoxException known
          ? known
          : new IllegalStateException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Interrupted("command " + id, Delivery.ANSWERED, interrupted);
    }
  }

  @Override
  public void close() {
    shell.close();
  }
}
