package dev.proxmoxmcp.client.command;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.NodeUnreachable;
import dev.proxmoxmcp.client.NotFound;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.http.Call;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.Session;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands in guests: in VMs through the guest agent, in containers through {@code pct exec}
 * on their node. Methods throw a {@link dev.proxmoxmcp.client.ProxmoxException}. Thread-safe.
 */
public final class GuestCommands {
  private static final String AGENT = "/nodes/{node}/qemu/{vmid}/agent";
  private static final Endpoint EXEC = Endpoint.post(AGENT + "/exec", Tier.EXEC).slow();

  /** A GET that is no read: it takes away the result that it answers. */
  private static final Endpoint STATUS = Endpoint.get(AGENT + "/exec-status", Tier.EXEC).slow();

  private final Session session;
  private final CommandBook book;
  private final ContainerCommands containers;

  /** For {@link dev.proxmoxmcp.client.BoundCluster}. */
  public GuestCommands(Session session, CommandBook book, ContainerCommands containers) {
    this.session = session;
    this.book = book;
    this.containers = containers;
  }

  /**
   * Whether commands in guests of that kind can be sent at all; into containers only where SSH is
   * configured. Sends nothing.
   */
  public boolean reaches(GuestKind kind) {
    return switch (kind) {
      case QEMU -> true;
      case LXC -> containers.configured();
    };
  }

  /**
   * What {@link #run} would send to start the command, for whoever must decide about it first;
   * sends nothing.
   */
  public Outgoing startRequest(GuestRef guest, GuestCommand command) {
    return switch (guest.kind()) {
      case QEMU -> session.outgoing(execCall(guest, command));
      case LXC -> containers.outgoing(guest, command);
    };
  }

  /**
   * What looking at any command of a guest is decided by. For a VM it is sent as often as it takes,
   * with the command's number in the place of 0; for a container nothing is sent.
   */
  public Outgoing lookRequest(GuestRef guest) {
    return switch (guest.kind()) {
      case QEMU -> session.outgoing(statusCall(guest, 0));
      case LXC -> containers.outgoing(guest, GuestCommand.of("true"));
    };
  }

  /**
   * Starts {@code command} and waits until it ends: {@code POST …/agent/exec} for a VM, which wants
   * VM.GuestAgent.Unrestricted on it; SSH for a container.
   *
   * @param limit how long to wait, for its turn and for its end; the command goes on after that
   * @throws dev.proxmoxmcp.client.Busy if two commands are waited for in that guest already, and
   *     neither was answered in time
   */
  public CommandState run(GuestRef guest, GuestCommand command, Duration limit) {
    return book.oneOfFew(guest, limit, left -> await(start(guest, command), left));
  }

  /**
   * Waits for a command that was started before: one of a container must have been started by this
   * process, one of a VM may have been started by anybody.
   */
  public CommandState look(CommandId id, Duration limit) {
    return book.oneOfFew(id.guest(), limit, left -> await(id, left));
  }

  private CommandId start(GuestRef guest, GuestCommand command) {
    return switch (guest.kind()) {
      case QEMU -> {
        Fields started = started(guest, command);
        CommandId id = new CommandId(guest, started.required("pid", Long::parseLong));
        book.started(id);
        yield id;
      }
      case LXC -> {
        CommandId id = new CommandId(guest, book.nextNumber());
        book.add(id, containers.start(id, command));
        yield id;
      }
    };
  }

  private Fields started(GuestRef vm, GuestCommand command) {
    try {
      return session.send(execCall(vm, command)).object();
    } catch (NodeUnreachable broken) {
      // The agent names a missing program in curly quotes, which pvedaemon cannot put into the
      // status line of its answer: it breaks the connection instead.
      if (broken.brokenByDaemon()) {
        throw NotFound.program(broken, vm, command.words().getFirst(), session.cluster());
      }
      throw broken;
    }
  }

  private CommandState await(CommandId id, Duration limit) {
    Tracked command = id.guest().kind() == GuestKind.QEMU ? book.polled(id) : book.require(id);
    return command.await(limit, () -> status(id));
  }

  private static Call execCall(GuestRef vm, GuestCommand command) {
    Call call = EXEC.call("run a command in " + vm, vm.node(), vm.vmid());
    command.words().forEach(word -> call.with("command", word));
    if (!command.input().isEmpty()) {
      // Proxmox makes a byte of each character; sent as it is, everything beyond ASCII would arrive
      // as another text, or be refused.
      call.with("input-data", new String(command.inputBytes(), StandardCharsets.ISO_8859_1));
    }
    return call;
  }

  private static Call statusCall(GuestRef vm, long pid) {
    return STATUS
        .call("learn how command " + pid + " of " + vm + " is", vm.node(), vm.vmid())
        .with("pid", pid);
  }

  private CommandState status(CommandId id) {
    Fields status = session.send(statusCall(id.guest(), id.number())).object();
    Output out = output(status, "out");
    Output err = output(status, "err");
    return status.flag("exited")
        ? new CommandState.Ended(id, end(status), out, err)
        : new CommandState.Running(id, out, err, null);
  }

  private static CommandEnd end(Fields status) {
    OptionalLong code = status.number("exitcode");
    @Nullable String signal = status.text("signal");
    if (code.isPresent()) {
      return new CommandEnd.Exited((int) code.getAsLong());
    }
    return signal == null ? new CommandEnd.Untold() : new CommandEnd.Signalled(signal);
  }

  private static Output output(Fields status, String which) {
    String shown = status.text(which + "-data");
    return shown == null ? Output.none() : Output.ofShown(shown, status.flag(which + "-truncated"));
  }
}
