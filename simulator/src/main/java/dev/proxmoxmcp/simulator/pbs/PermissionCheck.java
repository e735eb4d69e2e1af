package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.simulator.catalog.CatalogFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the schema says that an endpoint needs; the rest is checked by its handler. */
final class PermissionCheck {
  private final Rights rights;
  private final AuthId caller;
  private final Map<String, String> placeholders;

  PermissionCheck(Rights rights, AuthId caller, Map<String, String> placeholders) {
    this.rights = rights;
    this.caller = caller;
    this.placeholders = placeholders;
  }

  /**
   * Refuses to go on without it.
   *
   * @throws Refused if it is lacking
   */
  void check(ApiFact fact) {
    if (!allowed(fact.permissions())) {
      throw Refused.forbidden("permission check failed");
    }
  }

  private boolean allowed(JsonNode needs) {
    if (needs.has("user")) {
      return true;
    }
    if (needs.has("userParam")) {
      String user = placeholders.getOrDefault(needs.path("userParam").asString(""), "");
      return !caller.isToken() && caller.user().equals(user);
    }
    if (needs.has("and")) {
      return needs.path("and").valueStream().allMatch(this::allowed);
    }
    if (needs.has("or")) {
      return needs.path("or").valueStream().anyMatch(this::allowed);
    }
    if (needs.has("check")) {
      return holds(needs.path("check"));
    }
    return caller.isSuperuser();
  }

  private boolean holds(JsonNode check) {
    List<String> parts =
        check
            .path("path")
            .valueStream()
            .map(part -> filled(part.asString("")))
            .flatMap(part -> Arrays.stream(part.split("/", -1)))
            .filter(part -> !part.isEmpty())
            .toList();
    List<String> privileges =
        check.path("privs").valueStream().map(one -> one.asString("")).toList();
    String path = "/" + String.join("/", parts);
    return CatalogFacts.says(check, "partial")
        ? rights.any(caller, path, privileges)
        : rights.all(caller, path, privileges);
  }

  private String filled(String part) {
    return part.startsWith("{")
        ? placeholders.getOrDefault(part.substring(1, part.length() - 1), "")
        : part;
  }
}
