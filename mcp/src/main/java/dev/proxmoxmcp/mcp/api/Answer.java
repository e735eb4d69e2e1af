package dev.proxmoxmcp.mcp.api;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What came back of a {@link Question}. A client sent it: none of it was verified. */
public sealed interface Answer {
  /** Why there is no answer. */
  enum Missing {
    /** Nobody answered in time. */
    LATE,
    /** The client answered with an error, or with what is no answer. */
    UNUSABLE
  }

  /** What a person did with a form or with a page. Only {@link Accepted} is a yes. */
  sealed interface Elicited extends Answer {}

  /**
   * He sent the form, or agreed to open the page.
   *
   * @param content of the form, matching its schema; empty of a page
   */
  record Accepted(ObjectNode content) implements Elicited {}

  /** He said no. */
  record Declined() implements Elicited {}

  /** He closed it without a decision. */
  record Cancelled() implements Elicited {}

  /** He was not heard. */
  record NotElicited(Missing why) implements Elicited {}

  /** What a model did. */
  sealed interface Sampled extends Answer {}

  /**
   * It said something.
   *
   * @param message {@code CreateMessageResult}
   */
  record Message(ObjectNode message) implements Sampled {
    /** The words of it, empty if it is none. */
    public String text() {
      return message.path("content").path("text").stringValue("");
    }
  }

  /** It was not heard. */
  record NotSampled(Missing why) implements Sampled {}

  /** What a client did when it was asked for its folders. */
  sealed interface RootList extends Answer {}

  /** It named them. */
  record Roots(List<Root> roots) implements RootList {
    /** Copies the list. */
    public Roots {
      roots = List.copyOf(roots);
    }
  }

  /**
   * One folder.
   *
   * @param uri {@code file:}
   * @param name for people; empty for nothing
   */
  record Root(String uri, String name) {}

  /** It was not heard. */
  record NoRoots(Missing why) implements RootList {}
}
