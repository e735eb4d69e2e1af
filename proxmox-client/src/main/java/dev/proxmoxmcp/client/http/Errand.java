package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.Product;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way, whichever member it goes to.
 *
 * @param call what is asked
 * @param request as the gate saw it
 * @param limit how long everything together may take
 * @param product what the host runs
 */
record Errand(Call call, Outgoing.ApiRequest request, Duration limit, Product product) {
  /** One to a node of a cluster. */
  Errand(Call call, Outgoing.ApiRequest request, Duration limit) {
    this(call, request, limit, Product.PVE);
  }

  Attempt attempt(HostAddress host) {
    return new Attempt(
        request.cluster(),
        host,
        call.purpose(),
        request.method() + " " + request.path(),
        request.tier(),
        call.node(),
        product,
        List.of());
  }

  WireRequest onTheWire() {
    return WireRequest.of(call);
  }

  boolean repeatable() {
    return call.endpoint().repeatable();
  }

  Endpoint.Pace pace() {
    return call.endpoint().pace();
  }

  /** The node that the path names. */
  @Nullable NodeName target() {
    return call.node();
  }

  /** Whether {@code member} itself works on it, as far as known, and forwards it to no other. */
  boolean endsAt(Member member) {
    return target() == null || target().equals(member.node());
  }
}
