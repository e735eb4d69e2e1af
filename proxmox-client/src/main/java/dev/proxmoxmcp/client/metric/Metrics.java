package dev.proxmoxmcp.client.metric;

import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.StorageId;
import dev.proxmoxmcp.client.http.Call;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.Session;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What Proxmox measured of nodes, guests and storages, in slots that get coarser with age. Every
 * method sends one request and throws a {@link dev.proxmoxmcp.client.ProxmoxException}; the list is
 * oldest first. Thread-safe.
 */
public final class Metrics {
  private static final Endpoint NODE = Endpoint.read("/nodes/{node}/rrddata").slow();
  private static final Endpoint MACHINE = Endpoint.read("/nodes/{node}/qemu/{vmid}/rrddata").slow();
  private static final Endpoint CONTAINER =
      Endpoint.read("/nodes/{node}/lxc/{vmid}/rrddata").slow();
  private static final Endpoint STORAGE =
      Endpoint.read("/nodes/{node}/storage/{storage}/rrddata").slow();

  private final Session session;

  /** For {@link dev.proxmoxmcp.client.BoundCluster}. */
  public Metrics(Session session) {
    this.session = session;
  }

  /** {@code GET /nodes/{node}/rrddata}: wants Sys.Audit on {@code /nodes/{node}}. */
  public List<Sample> node(NodeName node, Timeframe timeframe) {
    return samples(NODE.call("read the metrics of node " + node, node), timeframe);
  }

  /** {@code GET /nodes/{node}/{qemu|lxc}/{vmid}/rrddata}: wants VM.Audit on the guest. */
  public List<Sample> guest(GuestRef guest, Timeframe timeframe) {
    Endpoint endpoint = guest.kind() == GuestKind.QEMU ? MACHINE : CONTAINER;
    return samples(
        endpoint.call(
            "read the metrics of %s %s".formatted(guest.kind().label(), guest.vmid()),
            guest.node(),
            guest.vmid()),
        timeframe);
  }

  /**
   * {@code GET /nodes/{node}/storage/{storage}/rrddata}: wants Datastore.Audit or
   * Datastore.AllocateSpace on the storage. It reads what was recorded, so a storage that hangs
   * does not hold it up.
   */
  public List<Sample> storage(NodeName node, StorageId storage, Timeframe timeframe) {
    return samples(
        STORAGE.call(
            "read the metrics of storage %s on node %s".formatted(storage, node), node, storage),
        timeframe);
  }

  private List<Sample> samples(Call call, Timeframe timeframe) {
    return session
        .send(call.with("timeframe", timeframe.parameter()).with("cf", "AVERAGE"))
        .list(Metrics::sample);
  }

  private static Sample sample(Fields row) {
    Instant time = Instant.ofEpochSecond(row.required("time", Long::valueOf));
    Map<String, Double> values = new HashMap<>();
    for (String name : row.names()) {
      if (!name.equals("time")) {
        row.fraction(name).ifPresent(value -> values.put(name, value));
      }
    }
    return new Sample(time, values);
  }
}
