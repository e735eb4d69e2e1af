package dev.proxmoxmcp.tools.plan;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.guard.command.NamedCommand;
import dev.proxmoxmcp.guard.plan.Condition;
import dev.proxmoxmcp.guard.plan.Undo;
import java.util.List;
import java.util.Optional;

/**
 * What a call wants to do, before it is decided about.
 *
 * @param title for people, so that "was not done" can follow: {@code stop of VM 101 "web1"}
 * @param aims all that will leave, in its order
 * @param looks what may be sent afterwards as often as it takes, though it is no read
 * @param state reads what must still be so when it is run
 * @param notes what a person should know before he says yes, each a sentence
 * @param undo how it is taken back
 * @param dryRun whether it is only shown
 * @param named the command that the settings name, if it is one
 */
public record Intention(
    String title,
    List<Aim> aims,
    List<Aim> looks,
    Reading state,
    List<String> notes,
    Undo undo,
    boolean dryRun,
    Optional<NamedCommand> named) {
  /** Copies the lists. */
  public Intention {
    aims = List.copyOf(aims);
    looks = List.copyOf(looks);
    notes = List.copyOf(notes);
  }

  /** Reads a state, each time anew. */
  @FunctionalInterface
  public interface Reading {
    /**
     * What is so now.
     *
     * @param cluster read from what is, and not from what was lately
     */
    List<Condition> now(BoundCluster cluster) throws InterruptedException;
  }

  /** One without looks, that is not only shown. */
  public static Intention of(
      String title, List<Aim> aims, Reading state, List<String> notes, Undo undo) {
    return new Intention(title, aims, List.of(), state, notes, undo, false, Optional.empty());
  }

  /** The same, only shown if {@code dryRun}. */
  public Intention shownOnly(boolean only) {
    return new Intention(title, aims, looks, state, notes, undo, only, named);
  }

  /** The same with looks. */
  public Intention lookingBy(List<Aim> more) {
    return new Intention(title, aims, more, state, notes, undo, dryRun, named);
  }

  /** The same, of a command that the settings may name. */
  public Intention named(Optional<NamedCommand> command) {
    return new Intention(title, aims, looks, state, notes, undo, dryRun, command);
  }
}
