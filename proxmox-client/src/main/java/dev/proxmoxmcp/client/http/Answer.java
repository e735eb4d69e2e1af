package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.UnexpectedReply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A good answer of Proxmox: the envelope around its data. */
public final class Answer {
  private static final Logger LOG = System.getLogger(Answer.class.getName());

  private final Attempt attempt;
  private final JsonNode envelope;

  Answer(Attempt attempt, JsonNode envelope) {
    this.attempt = attempt;
    this.envelope = envelope;
  }

  /**
   * The data as one object.
   *
   * @throws UnexpectedReply if it is none
   */
  public Fields object() {
    return new Fields(attempt, data(JsonNode::isObject, "an object"));
  }

  /**
   * The data as a list, each entry read by {@code reader}. An entry that lacks what identifies it
   * is left out and logged: one odd entry must not hide the others.
   *
   * @param reader throws {@link UnexpectedReply} for such an entry, by {@link Fields#required}
   * @throws UnexpectedReply if the data is no list
   */
  public <T> List<T> list(Function<Fields, T> reader) {
    List<T> entries = new ArrayList<>();
    for (JsonNode entry : data(JsonNode::isArray, "a list")) {
      try {
        entries.add(reader.apply(new Fields(attempt, entry)));
      } catch (UnexpectedReply unidentified) {
        LOG.log(Level.WARNING, () -> "Left out an entry of a list. " + unidentified.getMessage());
      }
    }
    return entries;
  }

  /** Whether there is no data, as some calls say that there is nothing to tell. */
  public boolean absent() {
    return envelope.path("data").isNull();
  }

  /**
   * The data as one text.
   *
   * @throws UnexpectedReply if it is none
   */
  public String text() {
    return data(JsonNode::isString, "a text").asString();
  }

  /** The count of everything there is, which stands beside a part of a list. */
  public OptionalLong total() {
    return new Fields(attempt, envelope).number("total");
  }

  /**
   * Reads the text of the answer as an id.
   *
   * @throws UnexpectedReply if it does not have its grammar
   */
  public <T> T parsed(Function<String, T> parser) {
    try {
      return parser.apply(text());
    } catch (IllegalArgumentException malformed) {
      throw UnexpectedReply.shape(attempt, String.valueOf(malformed.getMessage()));
    }
  }

  private JsonNode data(Predicate<JsonNode> shape, String name) {
    JsonNode data = envelope.path("data");
    if (!shape.test(data)) {
      throw UnexpectedReply.shape(attempt, "its data is not " + name);
    }
    return data;
  }
}
