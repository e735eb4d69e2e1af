package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.guest.GuestStatus;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.Upid;
import dev.proxmoxmcp.guard.plan.Undo;
import dev.proxmoxmcp.tools.change.Advice;
import dev.proxmoxmcp.tools.change.After;
import dev.proxmoxmcp.tools.change.Check;
import dev.proxmoxmcp.tools.change.Checked;
import dev.proxmoxmcp.tools.plan.UndoCall;
import dev.proxmoxmcp.tools.task.TaskWords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Switching guests on and off. */
record PowerChange(PowerAction action) implements GuestChange {
  private static final List<Advice> KNOWN =
      List.of(
          Advice.when(
              "could not open|no such (logical )?volume|volume '.*' does not exist|no such file",
              "A disk or an ISO image that it uses is not there; guest_get shows which ones it"
                  + " uses, and cluster_overview whether their storage is available."),
          Advice.when(
              "storage '.*' is not (online|available)",
              "A storage that it uses does not answer; storage_list shows on which nodes."),
          Advice.when(
              "cannot allocate memory|not enough memory",
              "Its node has too little free memory; cluster_overview shows how much."),
          Advice.when(
              "bridge \\S+ does not exist",
              "A network bridge is missing on its node; guest_get shows which one it uses."),
          Advice.when(
              "already running", "It was started meanwhile; guest_get shows it as it is now."),
          Advice.when(
              "kvm virtualisation configured, but not available",
              "Its node offers no hardware virtualisation."));

  @Override
  public String verb() {
    return action.pathText();
  }

  @Override
  public List<String> warnings() {
    return switch (action) {
      case STOP, RESET -> List.of("This is like pulling the plug: what is in memory is lost.");
      case START, SHUTDOWN, REBOOT, SUSPEND, RESUME -> List.of();
    };
  }

  @Override
  public Undo undo(List<GuestResource> guests) {
    return switch (action) {
      case START -> by(guests, PowerAction.SHUTDOWN, "shutdown; what ran meanwhile ends");
      case SHUTDOWN -> by(guests, PowerAction.START, "start; what was in memory is not back");
      case STOP -> by(guests, PowerAction.START, "start; what was in memory is lost");
      case SUSPEND -> by(guests, PowerAction.RESUME, "resume");
      case RESUME -> by(guests, PowerAction.SUSPEND, "suspend");
      case REBOOT, RESET -> new Undo.None("it runs as before, but what was in memory is gone");
    };
  }

  private static Undo by(List<GuestResource> guests, PowerAction action, String text) {
    return UndoCall.guests("guest_power", guests, "action", action.pathText(), text);
  }

  @Override
  public Outgoing request(BoundCluster cluster, GuestResource guest) {
    return cluster.guests().powerRequest(guest.ref(), action, PowerOptions.standard());
  }

  @Override
  public Upid send(BoundCluster granted, GuestResource guest) {
    return granted.guests().power(guest.ref(), action, PowerOptions.standard());
  }

  @Override
  public After after(BoundCluster reading, Checked<GuestResource> guest, Optional<TaskInfo> task) {
    return After.now(GuestWords.state(reading.guests().status(guest.target().ref()).state()));
  }

  @Override
  public String advice(String said) {
    return Advice.after(
        said,
        KNOWN,
        switch (action) {
          case SHUTDOWN, REBOOT ->
              "If its system does not react, action=stop ends it hard; what is in its memory is"
                  + " then lost.";
          case START, SUSPEND, RESUME, STOP, RESET ->
              "guest_get with format=detailed shows how it is set up. The same call again is not"
                  + " likely to help.";
        });
  }

  /** What cannot be read about one guest must not stop the others. */
  Checked<GuestResource> check(BoundCluster reading, GuestResource guest, Instant now) {
    try {
      GuestStatus status = reading.guests().status(guest.ref());
      String state = status.template() ? GuestWords.TEMPLATE : GuestWords.state(status.state());
      Check check = unlessBusy(reading, guest, PowerCheck.of(action, status), now);
      return new Checked<>(guest, check, state);
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException failure) {
      return new Checked<>(guest, new Check.Unreadable(failure.getMessage()), null);
    }
  }

  /**
   * What runs on the guest now can undo what the state says: a guest that shuts down still reads
   * "running". Only stop and reset may come in between, because they end what hangs.
   */
  private Check unlessBusy(BoundCluster reading, GuestResource guest, Check check, Instant now) {
    boolean breaksIn = action == PowerAction.STOP || action == PowerAction.RESET;
    if (check instanceof Check.Pointless || breaksIn) {
      return check;
    }
    return GuestTasks.switching(reading, guest.ref())
        .<Check>map(task ->
            new Check.Pointless(
                "another task of it, %s, is %s (%s); guest_get shows how it ends"
                    .formatted(TaskWords.type(task), TaskWords.outcome(task, now), task.upid())))
        .orElse(check);
  }
}
