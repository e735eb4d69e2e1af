package dev.proxmoxmcp.simulator.kept;

import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.api.Verb;
import dev.proxmoxmcp.simulator.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The collections of settings that only need to be kept: created, listed, read, changed and deleted
 * by one pattern.
 */
public final class KeptCollections {
  private static final List<Kind> KINDS =
      List.of(
          new Kind("/cluster/metrics/server", "id", "metric server"),
          new Kind("/cluster/mapping/pci", "id", "mapping"),
          new Kind("/cluster/mapping/usb", "id", "mapping"),
          new Kind("/cluster/mapping/dir", "id", "mapping"),
          new Kind("/cluster/notifications/endpoints/sendmail", "name", "endpoint"),
          new Kind("/cluster/notifications/endpoints/gotify", "name", "endpoint"),
          new Kind("/cluster/notifications/endpoints/smtp", "name", "endpoint"),
          new Kind("/cluster/notifications/endpoints/webhook", "name", "endpoint"),
          new Kind("/cluster/notifications/matchers", "name", "matcher"),
          new Kind("/cluster/acme/plugins", "id", "ACME plugin", "plugin"),
          new Kind("/cluster/sdn/zones", "zone", "sdn zone"),
          new Kind("/cluster/sdn/vnets", "vnet", "sdn vnet"),
          new Kind("/cluster/sdn/vnets/{vnet}/subnets", "subnet", "sdn subnet"),
          new Kind("/cluster/sdn/controllers", "controller", "sdn controller"),
          new Kind("/cluster/sdn/dns", "dns", "sdn dns"),
          new Kind("/cluster/sdn/ipams", "ipam", "sdn ipam"),
          new Kind("/cluster/sdn/fabrics/fabric", "id", "sdn fabric"),
          new Kind("/cluster/sdn/fabrics/node/{fabric_id}", "node_id", "sdn fabric node"),
          new Kind("/cluster/ha/rules", "rule", "HA rule"),
          new Kind("/cluster/jobs/realm-sync", "id", "realm-sync job"),
          new Kind("/cluster/qemu/custom-cpu-models", "cputype", "CPU model"));

  private KeptCollections() {}

  /**
   * A collection.
   *
   * @param path of all of them; one of them is below it
   * @param key the parameter that names one
   * @param noun what one is called in complaints
   * @param shown under which name lists and answers tell the name of one
   */
  record Kind(String path, String key, String noun, String shown) {
    Kind(String path, String key, String noun) {
      this(path, key, noun, key);
    }

    String one() {
      return path + "/{" + key + "}";
    }
  }

  private static final Map<String, Object> USUAL_MATCHER =
      Map.of(
          "mode",
          "all",
          "target",
          List.of("mail-to-root"),
          "comment",
          "Route all notifications to mail-to-root",
          "origin",
          "builtin");

  /** The table, for a version; nothing is in them yet but what hosts come with. */
  public static List<Route> routes(Catalog catalog) {
    List<Route> all = new ArrayList<>();
    for (Kind kind : KINDS) {
      KeptCollection kept = new KeptCollection(kind, catalog);
      if (kind.path().equals("/cluster/notifications/matchers")) {
        kept.comesWith("default-matcher", USUAL_MATCHER);
      }
      boolean named = catalog.find(Verb.POST, kind.one()).isPresent();
      Stream.of(
              Route.get(kind.path()).takesAll().answers(kept::list),
              Route.post(named ? kind.one() : kind.path()).takesAll().answers(kept::create),
              Route.get(kind.one()).takesAll().answers(kept::read),
              Route.put(kind.one()).takesAll().answers(kept::change),
              Route.delete(kind.one()).takesAll().answers(kept::delete))
          .forEach(all::add);
    }
    return all;
  }
}
