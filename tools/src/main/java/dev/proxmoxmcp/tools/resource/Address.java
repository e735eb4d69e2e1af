package dev.proxmoxmcp.tools.resource;

import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.task.Upid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where something can be read: {@code proxmox://lab/guest/101}.
 *
 * @param cluster as the address names it
 * @param thing what of it
 */
public record Address(String cluster, Thing thing) {
  /** The forms that there are, as RFC 6570 writes them. */
  public static final String OF_CLUSTER = "proxmox://{cluster}";

  public static final String OF_NODE = OF_CLUSTER + "/node/{node}";
  public static final String OF_GUEST = OF_CLUSTER + "/guest/{vmid}";
  public static final String OF_TASK = OF_CLUSTER + "/task/{upid}";

  private static final String SCHEME = "proxmox://";
  private static final int LONGEST = 2000;

  /** What can be read of a cluster. */
  public sealed interface Thing {
    /** All of it, in short. */
    record Whole() implements Thing {}

    /** A node. */
    record OfNode(NodeName node) implements Thing {}

    /** A guest. */
    record OfGuest(Vmid vmid) implements Thing {}

    /** A task. */
    record OfTask(Upid upid) implements Thing {}
  }

  /** The address that {@code uri} is; empty for one that can be none of ours. */
  public static Optional<Address> parse(String uri) {
    if (uri.length() > LONGEST || !uri.startsWith(SCHEME)) {
      return Optional.empty();
    }
    List<String> segments = new ArrayList<>();
    for (String segment : uri.substring(SCHEME.length()).split("/", -1)) {
      Optional<String> read = PercentText.read(segment);
      if (read.isEmpty() || read.get().isEmpty()) {
        return Optional.empty();
      }
      segments.add(read.get());
    }
    return switch (segments.size()) {
      case 1 -> Optional.of(new Address(segments.getFirst(), new Thing.Whole()));
      case 3 ->
          thing(segments.get(1), segments.get(2))
              .map(thing -> new Address(segments.getFirst(), thing));
      default -> Optional.empty();
    };
  }

  private static Optional<Thing> thing(String kind, String id) {
    try {
      return switch (kind) {
        case "node" -> Optional.of(new Thing.OfNode(new NodeName(id)));
        case "guest" -> Optional.of(new Thing.OfGuest(Vmid.parse(id)));
        case "task" -> Optional.of(new Thing.OfTask(Upid.parse(id)));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** This address, written in the one way in which we write it. */
  public String uri() {
    return SCHEME
        + PercentText.of(cluster)
        + switch (thing) {
          case Thing.Whole() -> "";
          case Thing.OfNode(NodeName node) -> "/node/" + PercentText.of(node.value());
          case Thing.OfGuest(Vmid vmid) -> "/guest/" + vmid;
          case Thing.OfTask(Upid upid) -> "/task/" + PercentText.of(upid.raw());
        };
  }
}
