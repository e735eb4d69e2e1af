package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was being done when something went wrong: the subject of every error's message.
 *
 * @param cluster what people call the cluster
 * @param host where the request went
 * @param purpose in words, with its object: {@code start VM 101 on node pve1}
 * @param request method and path: {@code POST /nodes/pve1/qemu/101/status/start}
 * @param tier what the request can do
 * @param node the node that the path names, if it names one
 * @param product what the host runs, whose commands a message names
 * @param before the hosts of earlier tries of the same request, in their order
 */
public record Attempt(
    String cluster,
    HostAddress host,
    String purpose,
    String request,
    Tier tier,
    @Nullable NodeName node,
    Product product,
    List<HostAddress> before) {
  /** Copies the earlier hosts. */
  public Attempt {
    before = List.copyOf(before);
  }

  /** A first try at a node of a cluster. */
  public Attempt(
      String cluster,
      HostAddress host,
      String purpose,
      String request,
      Tier tier,
      @Nullable NodeName node) {
    this(cluster, host, purpose, request, tier, node, Product.PVE, List.of());
  }

  /** The same request, now to {@code next}. */
  public Attempt again(HostAddress next) {
    List<HostAddress> tried = new ArrayList<>(before);
    tried.add(host);
    return new Attempt(cluster, next, purpose, request, tier, node, product, tried);
  }

  /**
   * The first half of a message: {@code Could not start VM 101 on node pve1 (cluster lab)}, or
   * {@code … (cluster lab; try 3, after 192.0.2.1:8006)}.
   */
  String failure() {
    return "Could not " + purpose + " (cluster " + cluster + tries() + ")";
  }

  private String tries() {
    if (before.isEmpty()) {
      return "";
    }
    String others =
        before.stream()
            .filter(tried -> !tried.equals(host))
            .distinct()
            .map(HostAddress::toString)
            .collect(Collectors.joining(", "));
    return "; try " + (before.size() + 1) + (others.isEmpty() ? "" : ", after " + others);
  }

  /**
   * What has become of the request, as a sentence with a blank before it. "" for one that only
   * reads, of which nobody needs to know.
   */
  String fate(Delivery delivery) {
    if (tier == Tier.READ) {
      return "";
    }
    return switch (delivery) {
      case NOT_SENT -> " The request was not sent.";
      case UNKNOWN -> " Whether the request was carried out is not known.";
      case ANSWERED -> "";
    };
  }
}
