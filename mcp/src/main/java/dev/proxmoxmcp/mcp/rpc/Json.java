package dev.proxmoxmcp.mcp.rpc;

import dev.proxmoxmcp.base.SecretMask;
import dev.proxmoxmcp.json.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as bytes and as a tree, with the strictness that a server on a public format needs. */
public final class Json {
  /** Deeper than any tool's arguments, and far from what a thread's stack bears. */
  static final int DEEPEST = 100;

  /** Brackets, names and values: ten times what the longest list of guests has. */
  static final long MOST_TOKENS = 200_000;

  private static final char REPLACEMENT = '\uFFFD';

  private static final JsonText TEXT = JsonText.strict(DEEPEST, MOST_TOKENS);

  private Json() {}

  /** A new, empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Reads one JSON text in UTF-8.
   *
   * <p>The bytes are decoded here and not by Jackson, which would also take UTF-16 and UTF-32 and
   * is lenient with some sequences that are no UTF-8.
   *
   * @throws CharacterCodingException if it is no UTF-8
   * @throws tools.jackson.core.JacksonException if it is no JSON, nested too deep, has too many
   *     parts, or a name twice in one object
   */
  public static JsonNode read(ByteBuffer utf8) throws CharacterCodingException {
    String text = utf8.hasArray() ? lenient(utf8) : "" + REPLACEMENT;
    // What is no UTF-8 was replaced: only a text with a replacement has to be looked at.
    return TEXT.read(
        text.indexOf(REPLACEMENT) < 0
            ? text
            : StandardCharsets.UTF_8.newDecoder().decode(utf8).toString());
  }

  private static String lenient(ByteBuffer utf8) {
    return new String(
        utf8.array(),
        utf8.arrayOffset() + utf8.position(),
        utf8.remaining(),
        StandardCharsets.UTF_8);
  }

  /**
   * {@code node} as UTF-8 on one line: line breaks in strings are escaped, and half a surrogate
   * pair, which has no UTF-8, becomes a question mark. All that leaves passes here, so it is the
   * last place where a secret could be taken out.
   */
  public static byte[] write(JsonNode node) {
    return SecretMask.hide(JsonText.write(node)).getBytes(StandardCharsets.UTF_8);
  }

  /** SHA-256 of {@code node} as it is: equal for what is written equally, whatever is secret. */
  public static byte[] digest(JsonNode node) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(JsonText.write(node).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this Java has no SHA-256", impossible);
    }
  }
}
