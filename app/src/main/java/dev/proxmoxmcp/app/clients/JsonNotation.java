package dev.proxmoxmcp.app.clients;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON, with the comments and commas at the end that editors allow in it. */
final class JsonNotation implements Notation {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** As people and editors write it. */
  private static final DefaultPrettyPrinter LINES =
      new DefaultPrettyPrinter()
          .withSeparators(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER))
          .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance());

  private static final String INDENT = "  ";

  @Override
  public ObjectNode read(String text) {
    if (text.isBlank()) {
      return MAPPER.createObjectNode();
    }
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw new ClientProblem("is no JSON object");
    } catch (JacksonException unreadable) {
      throw ClientProblem.unreadable("JSON", unreadable);
    }
  }

  @Override
  public String with(String text, String section, String name, ObjectNode entry) {
    if (text.isBlank()) {
      ObjectNode whole = MAPPER.createObjectNode();
      whole.putObject(section).set(name, entry);
      return pretty(whole, "", "\n") + "\n";
    }
    String newline = text.contains("\r\n") ? "\r\n" : "\n";
    Places root = Places.of(text, null);
    if (root.member(section) == null) {
      ObjectNode servers = MAPPER.createObjectNode();
      servers.set(name, entry);
      return inserted(text, root, section, servers, newline);
    }
    return inserted(text, Places.of(text, section), name, entry, newline);
  }

  @Override
  public String without(String text, String section, String name) {
    Places servers = Places.of(text, section);
    Member member = servers.member(name);
    if (member == null) {
      return text;
    }
    Member before = servers.before(member);
    Member after = servers.after(member);
    if (before != null) {
      return text.substring(0, before.end()) + text.substring(member.end());
    }
    if (after != null) {
      return text.substring(0, member.start()) + text.substring(after.start());
    }
    return text.substring(0, servers.start() + 1) + text.substring(servers.end());
  }

  private static String inserted(
      String text, Places object, String name, JsonNode value, String newline) {
    Member last = object.last();
    String outer = indentation(text, object.start());
    String inner = last == null ? outer + INDENT : indentation(text, last.start());
    String member = MAPPER.writeValueAsString(name) + ": " + pretty(value, inner, newline);
    return last == null
        ? text.substring(0, object.start() + 1)
            + newline
            + inner
            + member
            + newline
            + outer
            + text.substring(object.start() + 1).stripLeading()
        : text.substring(0, last.end())
            + ","
            + newline
            + inner
            + member
            + text.substring(last.end());
  }

  /** The white space before the line on which {@code offset} is. */
  private static String indentation(String text, int offset) {
    int start = text.lastIndexOf('\n', offset - 1) + 1;
    int end = start;
    while (end < offset && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return text.substring(start, end);
  }

  private static String pretty(JsonNode value, String indentation, String newline) {
    return MAPPER
        .writer()
        .with(LINES)
        .writeValueAsString(value)
        .replace("\r\n", "\n")
        .replace("\n", newline + indentation);
  }

  /**
   * A member of an object.
   *
   * @param start where its name begins
   * @param end behind its value
   */
  private record Member(String name, int start, int end) {}

  /**
   * Where an object and its members stand in a text.
   *
   * @param start of its opening brace
   * @param end of its closing brace
   */
  private record Places(int start, int end, List<Member> members) {
    /** Of the whole, or of the object that it has under {@code section}. */
    static Places of(String text, @Nullable String section) {
      try (JsonParser parser = MAPPER.createParser(text)) {
        parser.nextToken();
        while (section != null) {
          parser.nextToken();
          String name = parser.currentName();
          parser.nextToken();
          if (section.equals(name)) {
            break;
          }
          parser.skipChildren();
        }
        return members(parser);
      }
    }

    /** Of the object that {@code parser} stands before. */
    private static Places members(JsonParser parser) {
      int start = here(parser);
      var members = new ArrayList<Member>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        int from = here(parser);
        parser.nextToken();
        parser.skipChildren();
        parser.finishToken();
        members.add(new Member(name, from, (int) parser.currentLocation().getCharOffset()));
      }
      return new Places(start, here(parser), members);
    }

    private static int here(JsonParser parser) {
      return (int) parser.currentTokenLocation().getCharOffset();
    }

    @Nullable Member member(String name) {
      return members.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
    }

    @Nullable Member last() {
      return members.isEmpty() ? null : members.getLast();
    }

    @Nullable Member before(Member member) {
      int index = members.indexOf(member);
      return index == 0 ? null : members.get(index - 1);
    }

    @Nullable Member after(Member member) {
      int index = members.indexOf(member) + 1;
      return index == members.size() ? null : members.get(index);
    }
  }
}
