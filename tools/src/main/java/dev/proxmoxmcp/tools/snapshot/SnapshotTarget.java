package dev.proxmoxmcp.tools.snapshot;

import dev.proxmoxmcp.base.Nearest;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.SnapshotName;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.guest.GuestStatus;
import dev.proxmoxmcp.client.guest.Snapshot;
import dev.proxmoxmcp.client.guest.SnapshotTree;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Together;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.change.Check;
import dev.proxmoxmcp.tools.change.Checked;
import dev.proxmoxmcp.tools.guest.GuestLock;
import dev.proxmoxmcp.tools.guest.GuestNames;
import dev.proxmoxmcp.tools.guest.GuestWords;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A guest whose snapshots are to be changed, looked at before anything is sent. */
sealed interface SnapshotTarget {
  /** The guest. */
  GuestResource guest();

  /** It was looked at. */
  record Seen(GuestResource guest, GuestStatus status, SnapshotTree tree)
      implements SnapshotTarget {}

  /** It could not be looked at. */
  record Unseen(GuestResource guest, String message) implements SnapshotTarget {}

  /**
   * Finds and looks at the guests that {@code wanted} mean.
   *
   * @param wrong what is wrong with what was asked for that guest, a whole sentence; empty if
   *     nothing
   * @throws ArgumentProblem naming every guest that is unknown, or else all that is wrong
   */
  static List<Checked<GuestResource>> check(
      CallContext context, List<String> wanted, Function<Seen, Optional<String>> wrong)
      throws InterruptedException {
    BoundCluster reading = context.cluster();
    List<SnapshotTarget> targets =
        Together.all(
            GuestNames.of(context).findAll(wanted).stream()
                .<Callable<SnapshotTarget>>map(guest -> () -> look(reading, guest))
                .toList());
    List<String> problems = new ArrayList<>();
    for (SnapshotTarget target : targets) {
      if (target instanceof Seen seen) {
        wrong
            .apply(seen)
            .ifPresent(problem -> problems.add(GuestWords.title(seen.guest()) + ": " + problem));
      }
    }
    if (!problems.isEmpty()) {
      throw new ArgumentProblem(String.join("\n", problems) + "\nNothing was sent.");
    }
    return targets.stream().map(SnapshotTarget::checked).toList();
  }

  private static SnapshotTarget look(BoundCluster reading, GuestResource guest) {
    try {
      return new Seen(
          guest, reading.guests().status(guest.ref()), reading.snapshots().of(guest.ref()));
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException failure) {
      return new Unseen(guest, failure.getMessage());
    }
  }

  private static Checked<GuestResource> checked(SnapshotTarget target) {
    return switch (target) {
      case Unseen(GuestResource guest, String message) ->
          new Checked<>(guest, new Check.Unreadable(message), null);
      case Seen(GuestResource guest, GuestStatus status, SnapshotTree tree) ->
          new Checked<>(guest, check(guest, status), state(status, tree));
    };
  }

  private static Check check(GuestResource guest, GuestStatus status) {
    if (status.template()) {
      return new Check.Pointless("it is a template, which has no snapshots");
    }
    String lock = status.marks().lock();
    return lock == null
        ? new Check.Go()
        : new Check.Pointless(GuestLock.explained(guest.ref(), lock));
  }

  /** {@code running at snapshot "before"}. */
  static String state(GuestStatus status, SnapshotTree tree) {
    return GuestWords.state(status.state()) + " " + place(tree);
  }

  /** {@code at snapshot "before"}. */
  static String place(SnapshotTree tree) {
    if (tree.current() != null) {
      return "at snapshot " + Foreign.name(tree.current().value());
    }
    return tree.snapshots().isEmpty() ? "without snapshots" : "at none of its snapshots";
  }

  /** What is wrong if the guest has no whole snapshot of that name; empty if it has. */
  static Optional<String> unlessThere(Seen seen, SnapshotName name) {
    Optional<Snapshot> found = seen.tree().find(name);
    if (found.isPresent()) {
      return Optional.empty();
    }
    List<String> names =
        seen.tree().snapshots().stream().map(snapshot -> snapshot.name().value()).toList();
    if (names.isEmpty()) {
      return Optional.of("it has no snapshots.");
    }
    List<String> nearest = Nearest.to(name.value(), names, 3);
    List<String> some = nearest.isEmpty() ? names.stream().limit(10).toList() : nearest;
    return Optional.of(
        "it has no snapshot \"%s\". %s: %s.%s"
            .formatted(
                name,
                nearest.isEmpty() ? "It has" : "Nearest",
                some.stream().map(Foreign::name).collect(Collectors.joining(", ")),
                some.size() == names.size()
                    ? ""
                    : " guest_get with parts=snapshots shows all %d.".formatted(names.size())));
  }

  /** What is wrong if the snapshot was never finished; empty if it was. */
  static Optional<String> unlessWhole(Seen seen, SnapshotName name) {
    return seen.tree()
        .find(name)
        .map(Snapshot::unfinished)
        .filter(Objects::nonNull)
        .map(unfinished ->
            "snapshot \"%s\" is unfinished (%s), so nothing can go back to it; it can only be"
                    .formatted(name, Foreign.name(unfinished))
                + " deleted.");
  }
}
