package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Freshness;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Refused;
import dev.proxmoxmcp.guard.LookRules;
import dev.proxmoxmcp.guard.plan.Step;
import dev.proxmoxmcp.guard.policy.Subject;
import dev.proxmoxmcp.tools.plan.Aim;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the rules about looks, which the gate behind it lets pass. A request for one guest, or for a
 * task of it, is about that guest; a list is about none, though it may name some.
 *
 * @param behind decides about everything else
 * @param rules what they say against looks
 * @param cluster tells what pool a guest is in, and its tags
 */
record LookGate(Gate behind, LookRules rules, Cluster cluster) implements Gate {
  private static final Pattern GUEST =
      Pattern.compile(
          "/nodes/[^/]+/(?:(?:qemu|lxc)/(?<vmid>[0-9]+)|tasks/UPID:(?:[^:/]*:){5}(?<of>[0-9]+):)"
              + ".*");

  @Override
  public void pass(Outgoing outgoing) {
    Step step = GuardedGate.step(outgoing);
    if (step.tier() == Tier.READ) {
      Optional<String> objection = rules.objection(step, subject(step.path()));
      if (objection.isPresent()) {
        throw new Refused(outgoing, objection.get());
      }
    }
    behind.pass(outgoing);
  }

  @Override
  public void answered(Outgoing outgoing, String said) {
    behind.answered(outgoing, said);
  }

  @Override
  public void ended(Outgoing outgoing, int status) {
    behind.ended(outgoing, status);
  }

  private Subject subject(String path) {
    Matcher guest = GUEST.matcher(path);
    if (!guest.matches()) {
      return Subject.NO_GUEST;
    }
    String vmid = guest.group("vmid") == null ? guest.group("of") : guest.group("vmid");
    try {
      return cluster.through(Gate.readsOnly()).reading(Freshness.RECENT).guests().list().stream()
          .filter(one -> one.ref().vmid().toString().equals(vmid))
          .findFirst()
          .map(one -> new Subject(List.of(Aim.facts(one)), true))
          .orElse(Subject.UNKNOWN);
    } catch (Interrupted stopped) {
      throw stopped;
    } catch (ProxmoxException silent) {
      return Subject.UNKNOWN; // what forbids then applies
    }
  }
}
