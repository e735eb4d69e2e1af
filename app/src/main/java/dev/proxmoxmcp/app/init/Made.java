package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.UserId;
import dev.proxmoxmcp.client.access.RoleId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What was made on a host, and so may be taken away from it. Mutable; owned by the main thread. */
final class Made {
  private final SequencedSet<UserId> users = new LinkedHashSet<>();
  private final SequencedSet<RoleId> roles = new LinkedHashSet<>();
  private final SequencedSet<TokenId> tokens = new LinkedHashSet<>();
  private final SequencedSet<Entry> entries = new LinkedHashSet<>();

  /**
   * A role that somebody was granted.
   *
   * @param who a user or a token, as Proxmox writes it
   */
  record Entry(String path, RoleId role, String who) {}

  SequencedSet<UserId> users() {
    return users;
  }

  SequencedSet<RoleId> roles() {
    return roles;
  }

  SequencedSet<TokenId> tokens() {
    return tokens;
  }

  SequencedSet<Entry> entries() {
    return entries;
  }

  boolean nothing() {
    return users.isEmpty() && roles.isEmpty() && tokens.isEmpty() && entries.isEmpty();
  }

  /** Notes what a step makes; what was there before is not noted, so nothing is noted twice. */
  void note(Step step) {
    switch (step) {
      case Step.MakeUser(UserId user) -> users.add(user);
      case Step.MakeRole(RoleId role, var _) -> roles.add(role);
      case Step.MakeToken(TokenId token, var _) -> tokens.add(token);
      case Step.Give(String path, RoleId role, var who) ->
          entries.add(new Entry(path, role, who.toString()));
      case Step.ChangeRole _, Step.Take _, Step.DropToken _, Step.DropRole _, Step.DropUser _ -> {}
    }
  }

  /** Strikes out what a step took away, or what one that failed did not make. */
  void strike(Step step) {
    switch (step) {
      case Step.MakeUser(UserId user) -> users.remove(user);
      case Step.DropUser(UserId user) -> users.remove(user);
      case Step.MakeRole(RoleId role, var _) -> roles.remove(role);
      case Step.DropRole(RoleId role) -> roles.remove(role);
      case Step.MakeToken(TokenId token, var _) -> tokens.remove(token);
      case Step.DropToken(TokenId token) -> {
        tokens.remove(token);
        // its entries go with it
        entries.removeIf(entry -> entry.who().equals(token.toString()));
      }
      case Step.Give(String path, RoleId role, var who) ->
          entries.remove(new Entry(path, role, who.toString()));
      case Step.Take(String path, RoleId role, var who) ->
          entries.remove(new Entry(path, role, who.toString()));
      case Step.ChangeRole _ -> {}
    }
  }

  /** In words, each thing for itself; the last made comes first, as it is taken away. */
  List<String> told() {
    List<String> told = new ArrayList<>();
    entries.forEach(
        entry -> told.add("role " + entry.role() + " on " + entry.path() + " for " + entry.who()));
    tokens.forEach(token -> told.add("token " + token));
    roles.forEach(role -> told.add("role " + role));
    users.forEach(user -> told.add("user " + user));
    return told;
  }

  ObjectNode write() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    texts(node.putArray("users"), users);
    texts(node.putArray("roles"), roles);
    texts(node.putArray("tokens"), tokens);
    ArrayNode granted = node.putArray("entries");
    entries.forEach(entry ->
        granted
            .addObject()
            .put("path", entry.path())
            .put("role", entry.role().name())
            .put("who", entry.who()));
    return node;
  }

  private static void texts(ArrayNode array, Iterable<?> values) {
    values.forEach(value -> array.add(value.toString()));
  }

  /**
   * Reads it back.
   *
   * @throws IllegalArgumentException if it is not what was written
   */
  static Made read(JsonNode node) {
    Made made = new Made();
    each(node.path("users"), text -> made.users.add(UserId.parse(text)));
    each(node.path("roles"), text -> made.roles.add(new RoleId(text)));
    each(node.path("tokens"), text -> made.tokens.add(TokenId.parse(text)));
    node.path("entries")
        .forEach(entry ->
            made.entries.add(
                new Entry(
                    entry.path("path").asString(""),
                    new RoleId(entry.path("role").asString("")),
                    entry.path("who").asString(""))));
    return made;
  }

  private static void each(JsonNode array, Consumer<String> taker) {
    array.forEach(value -> taker.accept(value.asString("")));
  }
}
