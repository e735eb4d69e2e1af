package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.ProxmoxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** 11: the clock of each node says what ours says, to half a minute. */
final class ClockCheck implements ClusterCheck {
  private static final Duration TOLERATED = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofSeconds(15);

  @Override
  public Check check() {
    return Check.CLOCK;
  }

  /**
   * @param ahead how much later it is there; negative if earlier
   */
  private record Skew(NodeName node, Duration ahead) {}

  @Override
  public List<Finding> look(ClusterVisit visit) throws InterruptedException {
    List<Skew> known =
        SideBySide.of(visit.nodes(), LIMIT, node -> skew(visit, node), _ -> Optional.<Skew>empty())
            .stream()
            .flatMap(Optional::stream)
            .toList();
    if (known.isEmpty()) {
      return List.of(
          Finding.ok(Check.CLOCK, "What time it is on the nodes is not visible (Sys.Audit)."));
    }
    List<Skew> wrong =
        known.stream().filter(skew -> skew.ahead().abs().compareTo(TOLERATED) > 0).toList();
    if (wrong.isEmpty()) {
      return List.of(
          Finding.ok(
              Check.CLOCK,
              known.size() == 1
                  ? "The node's clock says what ours says."
                  : "The clocks of " + known.size() + " nodes say what ours says."));
    }
    return wrong.size() == known.size() && wrong.size() > 1
        ? List.of(ourOwn(wrong))
        : wrong.stream().map(ClockCheck::finding).toList();
  }

  private static Optional<Skew> skew(ClusterVisit visit, NodeName node) {
    try {
      Instant before = visit.clock().instant();
      Instant there = visit.cluster().nodes().time(node);
      Duration way = Duration.between(before, visit.clock().instant());
      return Optional.of(new Skew(node, Duration.between(before.plus(way.dividedBy(2)), there)));
    } catch (ProxmoxException _) {
      return Optional.empty(); // a node that does not answer is for others to tell
    }
  }

  private static Finding finding(Skew skew) {
    return Finding.warning(
        Check.CLOCK,
        "The clock of node %s is %s.".formatted(skew.node(), said(skew)),
        Mend.runOn("node " + skew.node(), "timedatectl set-ntp true && chronyc makestep"));
  }

  /** Not all nodes are wrong alike; it is this machine. */
  private static Finding ourOwn(List<Skew> wrong) {
    List<String> said = new ArrayList<>();
    wrong.forEach(skew -> said.add(skew.node() + " is " + said(skew)));
    return Finding.warning(
        Check.CLOCK,
        "The clocks of all nodes differ from this machine's, so that it is most likely this"
            + " machine's that is wrong: "
            + String.join(", ", said)
            + ".",
        Mend.run("sudo timedatectl set-ntp true"));
  }

  private static String said(Skew skew) {
    Duration by = skew.ahead().abs();
    String length = by.toMinutes() < 2 ? by.toSeconds() + " s" : by.toMinutes() + " minutes";
    return length + (skew.ahead().isNegative() ? " behind ours" : " ahead of ours");
  }
}
