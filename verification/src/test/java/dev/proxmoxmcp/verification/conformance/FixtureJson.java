package dev.proxmoxmcp.verification.conformance;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as text in the source, where its form is the point. */
final class FixtureJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private FixtureJson() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }
}
