package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.client.Conflict;
import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** 20: the agents that Proxmox is told of answer; a few VMs are asked, since silence costs 3 s. */
final class AgentCheck implements ClusterCheck {
  private static final int MOST = 12;
  private static final Duration LIMIT = Duration.ofSeconds(15);

  @Override
  public Check check() {
    return Check.AGENT;
  }

  private enum State {
    ANSWERS,
    SILENT,
    NOT_VISIBLE,
    NONE
  }

  private record Asked(GuestRef vm, State state) {}

  @Override
  public List<Finding> look(ClusterVisit visit) throws InterruptedException {
    if (visit.product() == Product.PBS) {
      return List.of();
    }
    List<GuestRef> running =
        visit.cluster().guests().list().stream()
            .filter(guest ->
                guest.ref().kind() == GuestKind.QEMU
                    && guest.state() == RunState.RUNNING
                    && !guest.template())
            .map(GuestResource::ref)
            .sorted(Comparator.comparing(GuestRef::vmid))
            .toList();
    List<GuestRef> some = running.subList(0, Math.min(MOST, running.size()));
    List<Asked> asked =
        SideBySide.of(some, LIMIT, vm -> ask(visit, vm), vm -> new Asked(vm, State.SILENT));
    List<Finding> findings = new ArrayList<>();
    for (Asked one : asked) {
      if (one.state() == State.SILENT) {
        findings.add(silent(one.vm()));
      }
    }
    return findings.isEmpty() ? List.of(well(running.size(), asked)) : findings;
  }

  private static Asked ask(ClusterVisit visit, GuestRef vm) {
    try {
      if (!visit.cluster().guests().configuration(vm).behaviour().agent()) {
        return new Asked(vm, State.NONE);
      }
      var _ = visit.cluster().agent().system(vm);
      return new Asked(vm, State.ANSWERS);
    } catch (Conflict conflict) {
      return new Asked(
          vm, conflict.reason() == Conflict.Reason.AGENT_SILENT ? State.SILENT : State.NONE);
    } catch (PermissionDenied _) {
      return new Asked(vm, State.NOT_VISIBLE);
    } catch (ProxmoxException _) {
      return new Asked(vm, State.NONE); // of its node others tell
    }
  }

  private static Finding silent(GuestRef vm) {
    return Finding.warning(
        Check.AGENT,
        "The guest agent of %s is switched on, and does not answer.".formatted(vm),
        Mend.runOn(
            "VM " + vm.vmid(),
            "apt install qemu-guest-agent && systemctl restart qemu-guest-agent"));
  }

  private static Finding well(int running, List<Asked> asked) {
    long answer = count(asked, State.ANSWERS);
    long hidden = count(asked, State.NOT_VISIBLE);
    String some = running > asked.size() ? ", of the first " + asked.size() + " VMs" : "";
    if (answer + hidden == 0) {
      return Finding.ok(Check.AGENT, "No running VM has an agent switched on" + some + ".");
    }
    return Finding.ok(
        Check.AGENT,
        hidden > 0
            ? "Whether the agents of " + hidden + " VMs answer is not visible."
            : answer + (answer == 1 ? " agent answers" : " agents answer") + some + ".");
  }

  private static long count(List<Asked> asked, State state) {
    return asked.stream().filter(one -> one.state() == state).count();
  }
}
