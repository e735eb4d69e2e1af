package dev.proxmoxmcp.app.init;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What was written on this computer. Mutable; owned by the main thread. */
final class Traces {
  private boolean secret;
  private boolean cluster;
  private boolean file;
  private final SequencedSet<String> clients = new LinkedHashSet<>();

  /** Whether the token's secret was sealed. */
  boolean secret() {
    return secret;
  }

  void secret(boolean now) {
    secret = now;
  }

  /** Whether the cluster was written into the settings. */
  boolean cluster() {
    return cluster;
  }

  void cluster(boolean now) {
    cluster = now;
  }

  /** Whether the settings file was made for it. */
  boolean file() {
    return file;
  }

  void file(boolean now) {
    file = now;
  }

  /** The clients that were configured. */
  SequencedSet<String> clients() {
    return clients;
  }

  boolean nothing() {
    return !secret && !cluster && !file && clients.isEmpty();
  }

  ObjectNode write() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("secret", secret).put("cluster", cluster).put("file", file);
    clients.forEach(node.putArray("clients")::add);
    return node;
  }

  static Traces read(JsonNode node) {
    Traces traces = new Traces();
    traces.secret = node.path("secret").asBoolean(false);
    traces.cluster = node.path("cluster").asBoolean(false);
    traces.file = node.path("file").asBoolean(false);
    node.path("clients").forEach(client -> traces.clients.add(client.asString("")));
    return traces;
  }
}
