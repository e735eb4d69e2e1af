package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.UnexpectedReply;
import dev.proxmoxmcp.json.JsonText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A good answer of Proxmox: the envelope around its data. For one thread. */
public final class Answer {
  private static final Logger LOG = System.getLogger(Answer.class.getName());

  /** Of a body, in bytes: below it, a tree costs nothing. */
  static final int LONG = 64 << 10;

  private static final String DATA = "data";

  private final Attempt attempt;
  private final Reply reply;
  private @Nullable JsonNode envelope;

  /** Reads nothing yet: how, depends on what is asked for. */
  Answer(Attempt attempt, Reply reply) {
    this.attempt = attempt;
    this.reply = reply;
  }

  /** An answer that nobody gave. */
  public static Answer practised(String body) {
    return new Answer(
        new Attempt(
            "practice", new HostAddress("localhost", 1), "practise", "GET /", Tier.READ, null),
        new Reply(200, "OK", "application/json", body));
  }

  /**
   * Makes sure that it is an envelope at all.
   *
   * @throws UnexpectedReply if it is not
   */
  Answer check() {
    var _ = envelope();
    return this;
  }

  private JsonNode envelope() {
    JsonNode known = envelope;
    if (known == null) {
      known = enveloping(JsonText.lenient()::read);
      envelope = known;
    }
    return known;
  }

  private JsonNode enveloping(Function<byte[], JsonNode> reading) {
    try {
      JsonNode read = read(reading);
      if (read.isObject() && read.has(DATA)) {
        return read;
      }
    } catch (JacksonException notJson) {
      LOG.log(Level.DEBUG, "No JSON.", notJson);
    }
    throw UnexpectedReply.notJson(attempt, reply.status(), reply.contentType(), null);
  }

  /** Bytes that are no UTF-8, in a name perhaps, do not spoil the rest. */
  private JsonNode read(Function<byte[], JsonNode> reading) {
    try {
      return reading.apply(reply.content().bytes());
    } catch (JacksonException unusual) {
      if (!reply.body().contains("\uFFFD")) {
        throw unusual;
      }
      return reading.apply(reply.body().getBytes(StandardCharsets.UTF_8));
    }
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
    if (envelope == null && reply.content().length() > LONG) {
      // Thousands of entries are never a tree all at once.
      checked(
          enveloping(bytes -> {
            entries.clear();
            return JsonText.lenient().read(bytes, DATA, entry -> add(entry, reader, entries));
          }),
          JsonNode::isArray,
          "a list");
    } else {
      for (JsonNode entry : data(JsonNode::isArray, "a list")) {
        add(entry, reader, entries);
      }
    }
    return entries;
  }

  private <T> void add(JsonNode entry, Function<Fields, T> reader, List<T> entries) {
    try {
      entries.add(reader.apply(new Fields(attempt, entry)));
    } catch (UnexpectedReply unidentified) {
      LOG.log(Level.WARNING, () -> "Left out an entry of a list. " + unidentified.getMessage());
    }
  }

  /** Whether there is no data, as some calls say that there is nothing to tell. */
  public boolean absent() {
    return envelope().path(DATA).isNull();
  }

  /**
   * The data as one text.
   *
   * @throws UnexpectedReply if it is none
   */
  public String text() {
    return data(JsonNode::isString, "a text").asString();
  }

  /** The data as it came, as JSON on one line; {@code null} for none. */
  public String json() {
    return JsonText.write(envelope().path(DATA));
  }

  /** The count of everything there is, which stands beside a part of a list. */
  public OptionalLong total() {
    return new Fields(attempt, envelope()).number("total");
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
    return checked(envelope(), shape, name);
  }

  private JsonNode checked(JsonNode whole, Predicate<JsonNode> shape, String name) {
    JsonNode data = whole.path(DATA);
    if (!shape.test(data)) {
      throw UnexpectedReply.shape(attempt, "its data is not " + name);
    }
    return data;
  }
}
