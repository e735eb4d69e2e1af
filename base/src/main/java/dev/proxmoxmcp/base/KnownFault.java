package dev.proxmoxmcp.base;

import java.util.Arrays;
import java.util.List;

/**
 * A fault that people meet as a message: a row of the page about troubleshooting. Each module lists
 * its own in an enum, and what makes such a message asserts that it is in the list, so that tests
 * notice when the two part.
 */
public interface KnownFault {
  /** Stands in the messages of {@link Words} for what differs from case to case. */
  String DIFFERS = "…";

  /** What the page has of it. */
  Words words();

  /**
   * What the page has of a fault. The build tells Error Prone that it cannot change, so that enums
   * may hold it.
   *
   * @param why it comes: a clause, or a sentence
   * @param mend what to do
   * @param messages what is always the same in its message, in each of its forms; at least one
   */
  record Words(String why, String mend, List<String> messages) {
    /** Copies the messages. */
    public Words {
      messages = List.copyOf(messages);
    }

    /** The same. */
    public Words(String why, String mend, String... messages) {
      this(why, mend, List.of(messages));
    }
  }

  /** Whether {@code text} is a message of this. */
  default boolean isIn(String text) {
    return words().messages().stream().anyMatch(message -> has(text, message));
  }

  /** Whether {@code text} is a message of one of {@code list}. */
  static boolean isKnown(String text, KnownFault... list) {
    return Arrays.stream(list).anyMatch(fault -> fault.isIn(text));
  }

  /** Whether {@code text} has what is the same in {@code message}, in that order. */
  static boolean has(String text, String message) {
    int from = 0;
    for (String part : message.split(DIFFERS, -1)) {
      int found = text.indexOf(part, from);
      if (found < 0) {
        return false;
      }
      from = found + part.length();
    }
    return true;
  }
}
