package dev.proxmoxmcp.client.cluster;

import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.StorageId;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.LoadFields;
import java.util.Optional;

/** Reads one entry of {@code GET /cluster/resources}. Only what identifies it must be there. */
final class ResourceFields {
  private ResourceFields() {}

  /** Empty for a type that we have no record for. */
  static Optional<Resource> read(Fields entry) {
    return switch (entry.text("type")) {
      case "qemu" -> Optional.of(guest(GuestKind.QEMU, entry));
      case "lxc" -> Optional.of(guest(GuestKind.LXC, entry));
      case "node" -> Optional.of(node(entry));
      case "storage" -> Optional.of(storage(entry));
      case null, default -> Optional.empty();
    };
  }

  private static GuestResource guest(GuestKind kind, Fields entry) {
    return new GuestResource(
        new GuestRef(
            kind, entry.required("node", NodeName::new), entry.required("vmid", Vmid::parse)),
        entry.text("name"),
        RunState.of(entry.text("status")),
        entry.flag("template"),
        LoadFields.load(entry, "maxcpu"),
        new Marks(
            entry.words("tags"), entry.text("pool"), entry.text("lock"), entry.text("hastate")));
  }

  private static NodeResource node(Fields entry) {
    return new NodeResource(
        entry.required("node", NodeName::new),
        NodeState.of(entry.text("status")),
        LoadFields.load(entry, "maxcpu"));
  }

  private static StorageResource storage(Fields entry) {
    String type = entry.text("plugintype");
    return new StorageResource(
        entry.required("storage", StorageId::new),
        entry.required("node", NodeName::new),
        "available".equals(entry.text("status")),
        entry.flag("shared"),
        type == null ? "" : type,
        entry.words("content"),
        LoadFields.usage(entry, "disk", "maxdisk"));
  }
}
