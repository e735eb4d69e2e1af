package dev.proxmoxmcp.mcp.api;

import java.net.URI;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a handler may ask through the client.
 *
 * @param <A> what answers it
 */
public sealed interface Question<A extends Answer> {
  /** The type of its answer. */
  Class<A> answer();

  /** What a client must be able to do to be asked this: {@code ClientCapabilities}. */
  default ObjectNode needs() {
    ObjectNode needs = JsonNodeFactory.instance.objectNode();
    switch (this) {
      case Form _ -> needs.putObject("elicitation").putObject("form");
      case Page _ -> needs.putObject("elicitation").putObject("url");
      case Sampling _ -> needs.putObject("sampling");
      case Roots _ -> needs.putObject("roots");
    }
    return needs;
  }

  /**
   * The person fills in a form. Never for secrets: the client sees what is typed.
   *
   * @param message why, for the person
   * @param schema a flat object of primitive properties (2025-11-25, Elicitation, Requested Schema)
   */
  record Form(String message, ObjectNode schema) implements Question<Answer.Elicited> {
    @Override
    public Class<Answer.Elicited> answer() {
      return Answer.Elicited.class;
    }
  }

  /**
   * The person opens a page; that he agreed to open it is all that the client answers.
   *
   * @param message why, for the person
   * @param url the page
   * @param id names the page to the client (2025-11-25 only)
   */
  record Page(String message, URI url, String id) implements Question<Answer.Elicited> {
    /**
     * The page at an address as it is written.
     *
     * @throws IllegalArgumentException if that is none
     */
    public static Page at(String message, String url, String id) {
      return new Page(message, URI.create(url), id);
    }

    @Override
    public Class<Answer.Elicited> answer() {
      return Answer.Elicited.class;
    }
  }

  /**
   * The client's model says something.
   *
   * @param params {@code CreateMessageRequestParams}
   */
  record Sampling(ObjectNode params) implements Question<Answer.Sampled> {
    @Override
    public Class<Answer.Sampled> answer() {
      return Answer.Sampled.class;
    }
  }

  /** Which folders the client works in. */
  record Roots() implements Question<Answer.RootList> {
    @Override
    public Class<Answer.RootList> answer() {
      return Answer.RootList.class;
    }
  }
}
