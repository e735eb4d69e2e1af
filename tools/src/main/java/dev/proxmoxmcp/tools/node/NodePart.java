package dev.proxmoxmcp.tools.node;

import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.node.NodeCertificate;
import dev.proxmoxmcp.client.node.NodeInterface;
import dev.proxmoxmcp.client.node.NodeService;
import dev.proxmoxmcp.client.node.NodeUpdate;
import dev.proxmoxmcp.client.node.Nodes;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be told of a node beside its state; a request each. */
enum NodePart {
  SERVICES {
    @Override
    Found read(Nodes nodes, NodeName node, Instant now) {
      List<NodeService> services = nodes.services(node);
      List<String> failed =
          services.stream()
              .filter(NodeService::failed)
              .map(service -> Foreign.word(service.name()) + " FAILED")
              .toList();
      List<String> all =
          services.stream()
              .map(service -> Foreign.word(service.name()) + " " + Foreign.word(service.active()))
              .toList();
      String good = Amounts.count(services.size(), "service") + ", none failed";
      return new Found(failed.isEmpty() ? List.of(good) : failed, all);
    }
  },
  CERTIFICATES {
    @Override
    Found read(Nodes nodes, NodeName node, Instant now) {
      List<String> all =
          nodes.certificates(node).stream().map(certificate -> told(certificate, now)).toList();
      return new Found(all, all);
    }

    private String told(NodeCertificate certificate, Instant now) {
      String file = Foreign.word(certificate.file());
      Instant end = certificate.end();
      if (end == null) {
        return file;
      }
      Duration left = Duration.between(now, end);
      if (left.isNegative()) {
        return file + " HAS ENDED " + Amounts.age(left.negated()) + " ago";
      }
      return file
          + (left.toDays() < SOON_DAYS ? " ENDS SOON, in " : " ends in ")
          + Amounts.age(left);
    }
  },
  NETWORK {
    @Override
    Found read(Nodes nodes, NodeName node, Instant now) {
      List<NodeInterface> interfaces = nodes.network(node);
      return new Found(
          interfaces.stream().filter(one -> !one.addresses().isEmpty()).map(this::told).toList(),
          interfaces.stream().map(this::told).toList());
    }

    private String told(NodeInterface one) {
      return "%s (%s%s)%s"
          .formatted(
              Foreign.word(one.name()),
              Foreign.word(one.type()),
              one.active() ? "" : ", not active",
              one.addresses().stream()
                  .map(address -> " " + Foreign.word(address))
                  .collect(Collectors.joining()));
    }
  },
  UPDATES {
    @Override
    Found read(Nodes nodes, NodeName node, Instant now) {
      List<NodeUpdate> updates = nodes.updates(node);
      List<String> all =
          updates.stream()
              .map(update ->
                  "%s %s → %s"
                      .formatted(
                          Foreign.word(update.name()),
                          Foreign.word(update.before()),
                          Foreign.word(update.after())))
              .toList();
      return new Found(List.of(updates.isEmpty() ? "none" : updates.size() + " pending"), all);
    }
  };

  private static final int SOON_DAYS = 30;

  /**
   * What was found.
   *
   * @param brief what matters
   * @param all everything
   */
  record Found(List<String> brief, List<String> all) {}

  /** Reads it. */
  abstract Found read(Nodes nodes, NodeName node, Instant now);

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
