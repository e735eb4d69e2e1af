package dev.proxmoxmcp.simulator.task;

import dev.proxmoxmcp.simulator.task.Tasks.Subject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** What is to befall tasks that have not started yet. Mutable; guarded by the timeline's turn. */
public final class Afflictions {
  private static final Affliction NONE = new Affliction.None();

  private final List<Planned> planned = new ArrayList<>();

  Afflictions() {}

  private static final class Planned {
    private final Predicate<Subject> whom;
    private final Affliction affliction;
    private int left;

    Planned(Predicate<Subject> whom, Affliction affliction, int left) {
      this.whom = whom;
      this.affliction = affliction;
      this.left = left;
    }
  }

  /** Befalls the next {@code times} tasks of that kind. */
  public void plan(Predicate<Subject> whom, Affliction affliction, int times) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1, was " + times);
    }
    planned.add(new Planned(whom, affliction, times));
  }

  /** Takes back what would befall a subject like this. */
  public void lift(Subject subject) {
    planned.removeIf(candidate -> candidate.whom.test(subject));
  }

  Affliction take(Subject subject) {
    for (Iterator<Planned> all = planned.iterator(); all.hasNext(); ) {
      Planned candidate = all.next();
      if (candidate.whom.test(subject)) {
        candidate.left--;
        if (candidate.left == 0) {
          all.remove();
        }
        return candidate.affliction;
      }
    }
    return NONE;
  }
}
