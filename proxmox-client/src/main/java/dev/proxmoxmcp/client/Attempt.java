package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.Tier;
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
 */
public record Attempt(
    String cluster,
    HostAddress host,
    String purpose,
    String request,
    Tier tier,
    @Nullable NodeName node) {

  /** The first half of a message: {@code Could not start VM 101 on node pve1 (cluster lab)}. */
  String failure() {
    return "Could not " + purpose + " (cluster " + cluster + ")";
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
