package dev.proxmoxmcp.simulator.task;

import java.util.List;

/** What befalls a task, whatever its work is. */
public sealed interface Affliction {
  /** Nothing. */
  record None() implements Affliction {}

  /** It does its work no further than to its first pause, and fails there. */
  record Fails(String error, List<String> log) implements Affliction {
    public Fails {
      log = List.copyOf(log);
    }
  }

  /** It does its work, and where that ends well it ends with warnings. */
  record Warns(int warnings, List<String> log) implements Affliction {
    public Warns {
      log = List.copyOf(log);
    }
  }

  /** It holds what it holds and goes on for ever, until it is interrupted. */
  record NeverEnds() implements Affliction {}
}
