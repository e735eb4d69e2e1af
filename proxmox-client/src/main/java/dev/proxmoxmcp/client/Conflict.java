package dev.proxmoxmcp.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The request is fine; the state that things are in does not allow it. */
public final class Conflict extends ProxmoxException {
  private static final long serialVersionUID = 1L;
  private static final Pattern VMID = Pattern.compile("/(?:qemu|lxc)/([0-9]+)");

  /** What stands in the way. */
  public enum Reason {
    /** The guest is locked, for example by a backup. */
    LOCKED(
        Fault.LOCKED,
        "Wait until what holds the lock has ended: look at the running tasks of the guest."),
    /** The id is taken. */
    EXISTS(Fault.EXISTS, "Choose another id, or work with the one that is there."),
    /** It runs and may not, or the other way round. */
    RUN_STATE(Fault.RUN_STATE, "Look at the guest's present state first."),
    /** The configuration was changed since it was read. */
    CHANGED(Fault.CHANGED, "Read the configuration again and decide anew."),
    /** The VM's configuration has no guest agent. */
    NO_AGENT(
        Fault.NO_AGENT,
        "Install qemu-guest-agent in the VM, and let Proxmox use it with `qm set %s --agent 1`;"
            + " the VM needs a stop and a start after that."),
    /** The VM has a guest agent that does not answer. */
    AGENT_SILENT(
        Fault.AGENT_SILENT,
        "See inside the VM whether qemu-guest-agent is installed and runs; a VM that has just"
            + " started may need a moment, and one that is paused answers nothing."),
    /** The guest's own system did not do it. */
    AGENT_REFUSED(
        Fault.AGENT_REFUSED,
        "The guest's own system says so: look inside of it at what is there under that name, or use"
            + " another."),
    /** The cluster has no quorum and refuses changes. */
    NO_QUORUM(
        Fault.NO_QUORUM,
        "Bring back enough nodes (`pvecm status` on a node tells which are missing), then try"
            + " again.");

    private final Fault fault;
    private final String nextStep;

    Reason(Fault fault, String nextStep) {
      this.fault = fault;
      this.nextStep = nextStep;
    }

    /** With the vmid that the request names in its path. */
    private String nextStep(Attempt attempt) {
      Matcher vmid = VMID.matcher(attempt.request());
      return nextStep.replace("%s", vmid.find() ? vmid.group(1) : "its vmid");
    }
  }

  private final Reason reason;

  /** Of what Proxmox said. */
  public Conflict(Attempt attempt, Reason reason, String said) {
    super(
        reason.fault,
        attempt.failure() + ". Proxmox said: " + quote(said) + ". " + reason.nextStep(attempt),
        Delivery.ANSWERED,
        null);
    this.reason = reason;
  }

  /** What stands in the way. */
  public Reason reason() {
    return reason;
  }
}
