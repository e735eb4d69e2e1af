package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.catalog.ApiCatalog;
import dev.proxmoxmcp.client.cluster.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** 18: the version is one that this program knows, and the same on every node. */
final class VersionCheck implements ClusterCheck {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  @Override
  public Check check() {
    return Check.VERSION;
  }

  @Override
  public List<Finding> look(ClusterVisit visit) throws InterruptedException {
    String version = ForeignText.line(visit.version().version(), 40);
    if (visit.product() == Product.PBS) {
      return List.of(Finding.ok(Check.VERSION, "Proxmox Backup Server " + version + "."));
    }
    // The first release that the built-in catalogs know.
    String oldest = ApiCatalog.builtIn(Product.PVE).getFirst();
    if (isOlder(visit.version().release(), oldest)) {
      return List.of(
          Finding.warning(
              Check.VERSION,
              "Proxmox VE %s. What is older than %s is not known to this program, and Proxmox no longer maintains it."
                  .formatted(version, oldest),
              Mend.runOn("each node, one after the other", "pve8to9 --full"),
              Mend.todo("That lists what stands in the way of the upgrade.")));
    }
    return List.of(sameOnAll(visit, version));
  }

  private static boolean isOlder(String release, String oldest) {
    try {
      return Double.parseDouble(release) < Double.parseDouble(oldest);
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static Finding sameOnAll(ClusterVisit visit, String version) throws InterruptedException {
    List<NodeName> nodes = visit.nodes();
    List<String> versions = SideBySide.of(nodes, LIMIT, node -> version(visit, node), _ -> "");
    SortedMap<String, List<String>> byVersion = new TreeMap<>();
    for (int index = 0; index < nodes.size(); index++) {
      if (!versions.get(index).isEmpty()) {
        byVersion
            .computeIfAbsent(versions.get(index), _ -> new ArrayList<>())
            .add(nodes.get(index).value());
      }
    }
    if (byVersion.size() < 2) {
      return Finding.ok(
          Check.VERSION, "Proxmox VE " + version + (nodes.size() > 1 ? ", on all nodes." : "."));
    }
    List<String> said = new ArrayList<>();
    byVersion.forEach((one, those) -> said.add(one + " on " + String.join(", ", those)));
    String newest = byVersion.lastKey();
    List<Mend> mends = new ArrayList<>();
    byVersion.forEach((one, those) -> {
      if (!one.equals(newest)) {
        those.forEach(
            node -> mends.add(Mend.runOn("node " + node, "apt update && apt full-upgrade")));
      }
    });
    return new Finding(
        Finding.Level.WARNING,
        Check.VERSION,
        "The nodes have different versions of Proxmox VE: " + String.join("; ", said) + ".",
        mends);
  }

  /** "" where the node does not tell, which is for others to say. */
  private static String version(ClusterVisit visit, NodeName node) {
    try {
      Version version = visit.cluster().nodes().version(node);
      return ForeignText.line(version.version(), 40);
    } catch (ProxmoxException _) {
      return "";
    }
  }
}
