package dev.proxmoxmcp.simulator.api;

import org.jspecify.annotations.Nullable;

/** What a handler answers. */
public sealed interface Answer {
  /** The usual: {@code {"data": …}}. */
  record Data(@Nullable Object data) implements Answer {}

  /**
   * A page of a list, with the number of all entries beside it; as on real hosts that number is
   * left out where it is 0 and {@code alwaysTotal} is not set.
   */
  record Page(Object data, int total, boolean alwaysTotal) implements Answer {}

  /** A list with the text of what will be different in it. */
  record WithChanges(Object data, String changes) implements Answer {}

  /** A plain text file. */
  record TextFile(String text) implements Answer {}

  /** {@code {"data": data}}; maps, lists, strings, numbers and null. */
  static Answer of(@Nullable Object data) {
    return new Data(data);
  }
}
