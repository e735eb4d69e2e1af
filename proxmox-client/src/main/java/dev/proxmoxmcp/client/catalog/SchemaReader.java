package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.json.JsonText;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what a product publishes about one endpoint. Whatever it reads may come from a host that is
 * not trusted: names have a grammar, texts are cleaned and cut. Mutable: equal parts are kept once.
 * Belongs to the thread that reads a catalog.
 */
final class SchemaReader {
  private static final Pattern TEMPLATE =
      Pattern.compile("(?:/(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,63}|\\{[A-Za-z0-9_-]{1,64}\\})){1,24}");
  private static final Pattern HANDLER = Pattern.compile("[A-Za-z0-9_:.-]{1,100}");
  private static final int DESCRIPTION = 1_000;
  private static final int PERMISSIONS = 8_000;

  private final TypeReader types = new TypeReader();
  private final Map<Object, Object> once = new HashMap<>();

  /** It is not what a product publishes. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * An endpoint.
   *
   * @param parameters an object of schemas by name, or a missing node for none
   * @param more whether others are taken too
   * @param about the rest: {@code name}, {@code description}, {@code permissions}, {@code returns},
   *     {@code protected}, {@code proxyto}, {@code download}, {@code allowtoken}
   */
  ApiEndpoint endpoint(
      ApiMethod method, String template, JsonNode parameters, boolean more, JsonNode about)
      throws Unreadable {
    if (!template.equals("/") && !TEMPLATE.matcher(template).matches()) {
      throw new Unreadable("not a path: " + ForeignText.line(template, 80));
    }
    return new ApiEndpoint(
        method,
        template,
        types.parameters(parameters),
        types.type(about.path("returns")),
        kept(permissions(about.path("permissions"))),
        kept(notes(about, more)));
  }

  private ApiEndpoint.Notes notes(JsonNode about, boolean more) {
    Set<ApiEndpoint.Trait> traits = EnumSet.noneOf(ApiEndpoint.Trait.class);
    if (flag(about.path("protected"))) {
      traits.add(ApiEndpoint.Trait.PROTECTED);
    }
    if (flag(about.path("download")) || flag(about.path("download_allowed"))) {
      traits.add(ApiEndpoint.Trait.DOWNLOAD);
    }
    if (about.has("allowtoken") && !flag(about.path("allowtoken"))) {
      traits.add(ApiEndpoint.Trait.NO_TOKEN);
    }
    if (more) {
      traits.add(ApiEndpoint.Trait.MORE_PARAMETERS);
    }
    return new ApiEndpoint.Notes(
        name(about.path("name")),
        name(about.path("proxyto")),
        ForeignText.block(about.path("description").asString(""), DESCRIPTION).strip(),
        traits);
  }

  private static String name(JsonNode node) {
    String name = node.asString("");
    return HANDLER.matcher(name).matches() ? name : "";
  }

  private static String permissions(JsonNode node) {
    if (!node.isObject()) {
      return "";
    }
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    node.forEachEntry((name, value) -> {
      if (!name.equals("description")) {
        kept.set(name, plain(value));
      }
    });
    String text = JsonText.write(kept);
    return text.length() > PERMISSIONS ? "" : text;
  }

  /** The same without texts that steer or hide. */
  private static JsonNode plain(JsonNode node) {
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      node.forEachEntry((name, value) -> {
        if (!name.equals("description")) {
          object.set(ForeignText.line(name, 64), plain(value));
        }
      });
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(entry -> array.add(plain(entry)));
      return array;
    }
    return node.isString()
        ? JsonNodeFactory.instance.stringNode(ForeignText.line(node.asString(), 200))
        : node;
  }

  @SuppressWarnings("unchecked") // equal to what was put in
  private <T> T kept(T value) {
    Object before = once.putIfAbsent(value, value);
    return before == null ? value : (T) before;
  }

  /** Perl has 1 and "1" for true. */
  static boolean flag(JsonNode node) {
    return switch (node.asString("")) {
      case "1", "true" -> true;
      default -> false;
    };
  }
}
