package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.access.Lack;
import java.util.List;

/** Whether a token has what a call needs, as far as that can be told before it is sent. */
public sealed interface Standing {
  /** It has. */
  record Granted() implements Standing {}

  /**
   * It has not, so the call would be refused.
   *
   * @param lacks all of them are needed
   */
  record Lacking(List<Lack> lacks) implements Standing {
    /** Copies the list. */
    public Lacking {
      lacks = List.copyOf(lacks);
    }
  }

  /**
   * The schema does not say.
   *
   * @param why half a sentence for people
   */
  record Open(String why) implements Standing {}

  /**
   * No token may do it, whatever is granted.
   *
   * @param why half a sentence for people
   */
  record Never(String why) implements Standing {}
}
