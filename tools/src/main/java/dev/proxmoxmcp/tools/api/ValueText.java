package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a value of any endpoint stands in an answer. What a person or a program may have written is
 * quoted; a word, an id, a number or a property string says nothing to a model and stands as it is.
 */
final class ValueText {
  private static final int LONGEST_CELL = 200;
  private static final int LONGEST_JSON = 600;

  /** No blank, no quotation mark: nothing that reads as a sentence. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_.:/@+=,;!%*()\\[\\]{}<>|~#&?$^'\\\\-]{1,200}");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:/@-]{1,64}");

  /** Fields that people fill in, whatever they hold. */
  private static final Set<String> WRITTEN =
      Set.of(
          "name",
          "hostname",
          "description",
          "comment",
          "notes",
          "title",
          "email",
          "firstname",
          "lastname",
          "message",
          "msg",
          "t",
          "text",
          "tags",
          "info",
          "note");

  /** Seconds since 1970 wherever Proxmox has them. */
  private static final Pattern TIME =
      Pattern.compile("(.*[-_])?[a-z]*time|(next|last)[-_](run|sync|try)|expire|not(before|after)");

  /** Names a backup in other calls, as a number. */
  private static final String TIME_AS_ID = "backup-time";

  /** 2001 and 2100: what is outside of that is a duration, or stands for never. */
  private static final long EARLIEST = 1_000_000_000;

  private static final long LATEST = 4_102_444_800L;

  private ValueText() {}

  /** On one line, without tabs. */
  static String cell(String field, JsonNode value) {
    return Secrets.isIn(field, value) ? Secrets.hidden() : shown(field, value);
  }

  /** Like {@link #cell}, a secret too: for what Proxmox makes up and tells once. */
  static String shown(String field, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return Foreign.NONE;
    }
    if (value.isContainer()) {
      return closed(ForeignText.line(JsonText.write(cleaned(value)), LONGEST_JSON));
    }
    if (value.isString()) {
      String text = Secrets.withoutLogin(value.asString());
      return !WRITTEN.contains(field) && PLAIN.matcher(text).matches()
          ? text
          : Foreign.quoted(text, LONGEST_CELL);
    }
    return plain(field, value);
  }

  /** JSON that was cut in a string, with the quotation mark that ends it. */
  private static String closed(String json) {
    boolean open = false;
    for (int at = 0; at < json.length(); at++) {
      char one = json.charAt(at);
      if (one == '\\') {
        at++;
      } else if (one == '"') {
        open = !open;
      }
    }
    return open ? json + '"' : json;
  }

  private static String plain(String field, JsonNode value) {
    if (value.isIntegralNumber() && TIME.matcher(field).matches()) {
      long seconds = value.longValue();
      if (seconds > EARLIEST && seconds < LATEST) {
        String time = Instant.ofEpochSecond(seconds).toString();
        return field.equals(TIME_AS_ID) ? seconds + " = " + time : time;
      }
    }
    return value.isFloatingPointNumber()
        ? new BigDecimal(value.asString())
            .round(new MathContext(4))
            .stripTrailingZeros()
            .toPlainString()
        : value.asString("");
  }

  /** Like {@link #cell}, but of what is nested only how much there is, or what it says. */
  static String brief(String field, JsonNode value) {
    if (value.isArray() && value.valueStream().anyMatch(JsonNode::isContainer)) {
      return Amounts.count(value.size(), "part");
    }
    if (value instanceof ObjectNode object && object.has("upid") && object.size() > 1) {
      ObjectNode rest = object.deepCopy();
      rest.remove("upid");
      return cell(field, rest);
    }
    return cell(field, value);
  }

  /** {@code name: value}; longer text on lines of its own. */
  static String field(String name, JsonNode value) {
    String label = name(name) + ": ";
    return !Secrets.isIn(name, value)
            && value.isString()
            && value.asString().strip().indexOf('\n') >= 0
        ? label + "\n" + Foreign.notes(value.asString())
        : label + cell(name, value);
  }

  /** The name of a field, which is mostly a word; an agent in a guest may name its own. */
  static String name(String field) {
    return NAME.matcher(field).matches() ? field : Foreign.quoted(field, 64);
  }

  /** For comparisons and programs: the bare text. */
  static String raw(JsonNode value) {
    return value.isContainer() ? JsonText.write(value) : value.asString("");
  }

  /** The same tree, every text in it harmless to show and bounded, secrets hidden. */
  static JsonNode cleaned(JsonNode value) {
    return tree(value, true);
  }

  /** Like {@link #cleaned}, with secrets: for what Proxmox makes up and tells once. */
  static JsonNode revealed(JsonNode value) {
    return tree(value, false);
  }

  private static JsonNode tree(JsonNode value, boolean hiding) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value.isString()) {
      return nodes.stringNode(Foreign.longValue(Secrets.withoutLogin(value.asString())));
    }
    if (value.isArray()) {
      ArrayNode array = nodes.arrayNode();
      value.forEach(entry -> array.add(tree(entry, hiding)));
      return array;
    }
    if (value.isObject()) {
      ObjectNode object = nodes.objectNode();
      value.forEachEntry((name, entry) ->
          object.set(
              ForeignText.line(name, 64),
              hiding && Secrets.isIn(name, entry)
                  ? nodes.stringNode(Secrets.hidden())
                  : tree(entry, hiding)));
      return object;
    }
    return value;
  }
}
