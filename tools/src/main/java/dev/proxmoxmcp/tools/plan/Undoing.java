package dev.proxmoxmcp.tools.plan;

import dev.proxmoxmcp.guard.plan.Undo;
import java.util.List;

/**
 * How changes of one kind are taken back, for people who choose a tool.
 *
 * @param kind which of the tool's changes: {@code start}; "" for all of them
 * @param how what undoes them; the guests and settings that it is for are those of the change
 */
public record Undoing(String kind, Undo how) {
  /** Of a tool whose changes are all of one kind. */
  public static List<Undoing> ofAll(Undo how) {
    return List.of(new Undoing("", how));
  }
}
