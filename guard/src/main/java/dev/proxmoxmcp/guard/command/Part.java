package dev.proxmoxmcp.guard.command;

import org.jspecify.annotations.Nullable;

/**
 * The program of a command, or one argument.
 *
 * @param before what stands before the slot; all of it where there is none
 * @param slot what the caller says; null for nothing
 * @param after what stands after it
 */
record Part(String before, @Nullable Slot slot, String after) {
  /**
   * A place for what the caller says.
   *
   * @param name as settings have it
   */
  record Slot(String name, SlotType type) {}

  /** What {@code word} has in the slot; null if it is not this part. "" without a slot. */
  @Nullable String value(String word) {
    if (slot == null) {
      return word.equals(before) ? "" : null;
    }
    if (word.length() < before.length() + after.length()
        || !word.startsWith(before)
        || !word.endsWith(after)) {
      return null;
    }
    String value = word.substring(before.length(), word.length() - after.length());
    return slot.type().takes(value) ? value : null;
  }

  String text() {
    return slot == null ? before : before + "{" + slot.name() + "}" + after;
  }
}
