package dev.proxmoxmcp.app.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How clients write a server down: the same few facts, under other names. */
enum EntryForm {
  /** What Claude Desktop began with, and most took over. */
  PLAIN("mcpServers"),
  /** With the transport said. */
  TYPED("mcpServers") {
    @Override
    ObjectNode write(ServerEntry entry) {
      return typed(entry);
    }
  },
  VS_CODE("servers") {
    @Override
    ObjectNode write(ServerEntry entry) {
      return typed(entry);
    }
  },
  ZED("context_servers") {
    @Override
    ObjectNode write(ServerEntry entry) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("source", "custom");
      node.setAll(super.write(entry));
      return node;
    }
  },
  CODEX("mcp_servers"),
  GOOSE("extensions") {
    @Override
    ObjectNode write(ServerEntry entry) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("type", "stdio").put("name", entry.name()).put("enabled", true);
      node.put("cmd", entry.command());
      entry.args().forEach(node.putArray("args")::add);
      return node.put("timeout", GOOSE_SECONDS);
    }

    @Override
    String commandKey() {
      return "cmd";
    }
  };

  /** Goose gives up on a call that takes longer; it must be said. */
  private static final int GOOSE_SECONDS = 300;

  private final String section;

  EntryForm(String section) {
    this.section = section;
  }

  /** The key of the object that has all servers by name. */
  String section() {
    return section;
  }

  Notation notation() {
    return switch (this) {
      case PLAIN, TYPED, VS_CODE, ZED -> new JsonNotation();
      case CODEX -> new TomlNotation();
      case GOOSE -> new YamlNotation();
    };
  }

  ObjectNode write(ServerEntry entry) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("command", entry.command());
    entry.args().forEach(node.putArray("args")::add);
    return node;
  }

  String commandKey() {
    return "command";
  }

  /**
   * The server {@code name} of a whole configuration; empty if it has none, or one at an address.
   */
  Optional<ServerEntry> read(JsonNode whole, String name) {
    JsonNode entry = whole.path(section).path(name);
    JsonNode command = entry.path(commandKey());
    if (!command.isString() || command.stringValue().isBlank()) {
      return Optional.empty();
    }
    List<String> args = new ArrayList<>();
    entry.path("args").forEach(one -> args.add(one.asString()));
    return Optional.of(new ServerEntry(name, command.stringValue(), args));
  }

  private static ObjectNode typed(ServerEntry entry) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("type", "stdio").setAll(PLAIN.write(entry));
    return node;
  }
}
