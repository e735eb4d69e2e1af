package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.access.RoleId;
import dev.proxmoxmcp.client.access.Toolset;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code init} set up for one cluster: what it would do again, and what it would undo.
 *
 * @param name of the cluster in the settings
 * @param identity how the host proves itself
 * @param toolsets that were chosen
 * @param role the name with which those of its roles begin
 * @param user who logged in for it
 * @param made on the host; mutable
 * @param traces on this computer; mutable
 */
record SetUp(
    String name,
    Product product,
    HostAddress host,
    HostIdentity identity,
    List<Toolset> toolsets,
    TokenId token,
    RoleId role,
    String user,
    Made made,
    Traces traces) {
  SetUp {
    toolsets = List.copyOf(toolsets);
  }

  /** The same with another one who logged in. */
  SetUp by(String who) {
    return new SetUp(name, product, host, identity, toolsets, token, role, who, made, traces);
  }

  /** Whether nothing of it is left on this computer, and perhaps something on the host. */
  boolean isUndoneHere() {
    return !traces.secret() && !traces.cluster() && traces.clients().isEmpty();
  }

  ObjectNode write() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("product", product.name());
    node.put("host", host.toString());
    node.set("identity", identity.write());
    ArrayNode labels = node.putArray("toolsets");
    toolsets.forEach(one -> labels.add(one.label()));
    node.put("token", token.toString());
    node.put("role", role.name());
    node.put("user", user);
    node.set("made", made.write());
    node.set("traces", traces.write());
    return node;
  }

  /**
   * Reads it back.
   *
   * @throws IllegalArgumentException if it is not what was written
   */
  static SetUp read(String name, JsonNode node) {
    Product product = Product.valueOf(node.path("product").asString(""));
    List<Toolset> toolsets = new ArrayList<>();
    node.path("toolsets").forEach(label -> toolsets.add(Toolset.of(product, label.asString(""))));
    return new SetUp(
        name,
        product,
        HostAddress.parse(node.path("host").asString("")),
        HostIdentity.read(node.path("identity")),
        toolsets,
        TokenId.parse(node.path("token").asString("")),
        new RoleId(node.path("role").asString("")),
        node.path("user").asString(""),
        Made.read(node.path("made")),
        Traces.read(node.path("traces")));
  }
}
