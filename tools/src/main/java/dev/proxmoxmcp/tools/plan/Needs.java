package dev.proxmoxmcp.tools.plan;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.catalog.ApiCatalog;
import dev.proxmoxmcp.client.catalog.ApiMethod;
import dev.proxmoxmcp.client.catalog.PathMatch;
import dev.proxmoxmcp.client.catalog.Requirement;
import dev.proxmoxmcp.client.catalog.Sent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which privileges Proxmox wants for a step, as the connected host's own schema says. */
public final class Needs {
  private Needs() {}

  /** For people; "" where it is not known. */
  public static String of(Outgoing outgoing, BoundCluster cluster) {
    return switch (outgoing) {
      case Outgoing.SshCommand command -> "SSH as " + command.user() + " on " + command.node();
      case Outgoing.ApiRequest request -> of(request, cluster);
    };
  }

  private static String of(Outgoing.ApiRequest request, BoundCluster cluster) {
    try {
      ApiCatalog catalog = cluster.catalogs().current().catalog();
      return catalog.match(ApiMethod.valueOf(request.method()), request.path())
              instanceof PathMatch.Found found
          ? text(catalog.product(), found, request)
          : "";
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException unknown) {
      return "";
    }
  }

  private static String text(Product product, PathMatch.Found found, Outgoing.ApiRequest request) {
    Map<String, List<String>> sent = new LinkedHashMap<>(request.parameters());
    found.values().forEach((name, value) -> sent.put(name, List.of(value)));
    String text = Requirement.of(product, found.endpoint(), Sent.of(sent)).text();
    for (Map.Entry<String, List<String>> value : sent.entrySet()) {
      text = text.replace("{" + value.getKey() + "}", String.join(",", value.getValue()));
    }
    return text;
  }
}
