package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads what the products publish as {@code permissions} of an endpoint. */
final class Requirements {
  /** Deeper than any that was ever seen. */
  private static final int DEEPEST = 40;

  private static final Requirement UNREADABLE = new Requirement.Unreadable();

  private Requirements() {}

  /**
   * @param permissions JSON; "" if the schema says nothing, which leaves the call to root
   */
  static Requirement of(Product product, String permissions) {
    if (permissions.isEmpty()) {
      return new Requirement.RootAlone();
    }
    try {
      JsonNode json = JsonText.strict(DEEPEST).read(permissions);
      return switch (product) {
        case PVE -> ofPve(json);
        case PBS -> ofPbs(json);
      };
    } catch (JacksonException broken) {
      return UNREADABLE;
    }
  }

  /** {@code {"check":["perm","/vms/{vmid}",["VM.Audit"]]}}; a user goes before a check. */
  private static Requirement ofPve(JsonNode permissions) {
    return switch (permissions.path("user").asString("")) {
      case "world" -> new Requirement.Nothing();
      case "all" -> new Requirement.AnyLogin();
      case "" ->
          permissions.has("check") ? check(permissions.path("check")) : new Requirement.RootAlone();
      default -> UNREADABLE;
    };
  }

  private static Requirement check(JsonNode check) {
    String first = text(check, 1);
    List<String> privileges = texts(check.path(2));
    return switch (text(check, 0)) {
      case "and" -> new Requirement.AllOf(parts(check, 1, Requirements::check));
      case "or" -> new Requirement.OneOf(parts(check, 1, Requirements::check));
      case "perm" ->
          privileges.isEmpty()
              ? UNREADABLE
              : new Requirement.Privileges(
                  first,
                  privileges,
                  !option(check, 3, "any").isEmpty() && !option(check, 3, "any").equals("0"),
                  option(check, 3, "require_param"));
      case "userid-param" ->
          first.equals("self")
              ? new Requirement.Oneself("userid")
              : new Requirement.RealmOfUser(List.of(first));
      case "userid-group" -> new Requirement.GroupsOfUser(texts(check.path(1)));
      case "perm-modify" -> new Requirement.AclOf(first);
      default -> UNREADABLE;
    };
  }

  /** Options stand behind the check in pairs: {@code "any", 1}. */
  private static String option(JsonNode check, int from, String name) {
    for (int at = from; at + 1 < check.size(); at += 2) {
      if (text(check, at).equals(name)) {
        return text(check, at + 1);
      }
    }
    return "";
  }

  /** {@code {"check":{"path":["datastore","{store}"],"privs":["Datastore.Audit"]}}}. */
  private static Requirement ofPbs(JsonNode permissions) {
    if (permissions.has("and")) {
      return new Requirement.AllOf(parts(permissions.path("and"), 0, Requirements::ofPbs));
    }
    if (permissions.has("or")) {
      return new Requirement.OneOf(parts(permissions.path("or"), 0, Requirements::ofPbs));
    }
    if (permissions.has("userParam")) {
      return new Requirement.Oneself(permissions.path("userParam").asString(""));
    }
    JsonNode check = permissions.path("check");
    if (check.isObject()) {
      List<String> privileges = texts(check.path("privs"));
      return privileges.isEmpty()
          ? UNREADABLE
          : new Requirement.Privileges(
              "/" + String.join("/", texts(check.path("path"))),
              privileges,
              check.path("partial").asBoolean(false),
              "");
    }
    return switch (permissions.path("user").asString("")) {
      case "world" -> new Requirement.Nothing();
      case "all" -> new Requirement.AnyLogin();
      default -> UNREADABLE;
    };
  }

  private static List<Requirement> parts(
      JsonNode list, int from, Function<JsonNode, Requirement> reader) {
    List<Requirement> parts = new ArrayList<>();
    for (int at = from; at < list.size(); at++) {
      parts.add(reader.apply(list.path(at)));
    }
    return parts.isEmpty() ? List.of(UNREADABLE) : parts;
  }

  private static String text(JsonNode list, int at) {
    return list.path(at).asString("");
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(one.asString("")));
    return texts;
  }
}
