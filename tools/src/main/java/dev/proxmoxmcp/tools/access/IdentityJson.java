package dev.proxmoxmcp.tools.access;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.access.Coverage;
import dev.proxmoxmcp.tools.access.Identity.Expiry;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An identity for programs. */
final class IdentityJson {
  private IdentityJson() {}

  static ObjectNode of(Identity identity) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", identity.who().toString());
    json.put("user", identity.who().user().toString());
    json.put("product", identity.version().product().title());
    json.put("version", identity.version().version());
    json.set("expiry", expiry(identity));
    tiers(json.putArray("allowed"), identity.tiers().allowed());
    works(json.putArray("works"), identity.works());
    works(json.putArray("worksAfterYes"), identity.worksAfterYes());
    ArrayNode fails = json.putArray("fails");
    for (Coverage one : identity.fails()) {
      ObjectNode fail = fails.addObject();
      fail.put("toolset", one.toolset().label());
      one.lacks().forEach(lack -> fail.withArray("lacks").add(lack.toString()));
      fail.put("mend", identity.grant(one));
    }
    ObjectNode rights = json.putObject("rights");
    identity
        .held()
        .byPath()
        .forEach((path, privileges) -> {
          ArrayNode names = rights.putArray(Foreign.value(path));
          privileges.keySet().stream().sorted().map(Foreign::value).forEach(names::add);
        });
    return json;
  }

  private static void works(ArrayNode array, List<Coverage> toolsets) {
    for (Coverage one : toolsets) {
      array.addObject().put("toolset", one.toolset().label()).put("everywhere", one.whole());
    }
  }

  private static ObjectNode expiry(Identity identity) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (identity.expiry()) {
      case Expiry.OfNobody() -> json.put("state", "no token");
      case Expiry.NotVisible(String needs) -> json.put("state", "not visible").put("needs", needs);
      case Expiry.Known known -> {
        json.put("state", known.remaining().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        if (known.end() != null) {
          json.put("end", known.end().toString());
        }
        if (!identity.rotation().isEmpty()) {
          json.put("mend", identity.rotation());
        }
      }
    }
    return json;
  }

  private static void tiers(ArrayNode array, List<Tier> tiers) {
    tiers.forEach(tier -> array.add(tier.label()));
  }
}
