package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.client.guest.GuestFileSystem;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import dev.proxmoxmcp.tools.text.TextClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file systems that a VM tells of itself.
 *
 * @param none why there are none; "" if there are some, or none is what the guest told
 */
record FileSystemList(String none, List<GuestFileSystem> mounted) implements PartView {
  static FileSystemList of(PartSource source) {
    if (source.guest().kind() == GuestKind.LXC) {
      return new FileSystemList(
          "not told of containers but for the disk above"
              + (source.commands() ? "; guest_exec with [\"df\",\"-h\"] tells them" : ""),
          List.of());
    }
    if (source.state() == RunState.STOPPED) {
      return new FileSystemList("not known, because it does not run", List.of());
    }
    return new FileSystemList("", source.cluster().agent().fileSystems(source.guest()));
  }

  @Override
  public List<String> lines(Instant now, boolean everything) {
    if (mounted.isEmpty()) {
      return List.of("file systems: " + (none.isEmpty() ? "none" : none));
    }
    List<String> lines = new ArrayList<>();
    lines.add("file systems, as the guest tells them:");
    for (GuestFileSystem one : mounted) {
      lines.add(
          "  "
              + Foreign.quoted(one.mountPoint(), 100)
              + " "
              + Foreign.name(one.type())
              + " "
              + usage(one));
    }
    return lines;
  }

  private static String usage(GuestFileSystem one) {
    ByteSize used = one.used();
    ByteSize total = one.total();
    return used == null || total == null
        ? "usage not told"
        : Amounts.share(used.bytes(), total.bytes());
  }

  @Override
  public TextClass written() {
    return mounted.isEmpty() ? TextClass.FACT : TextClass.GUEST_WRITTEN;
  }

  @Override
  public void addTo(ObjectNode json, Instant now) {
    if (!none.isEmpty()) {
      json.put("fileSystemsProblem", none);
      return;
    }
    ArrayNode all = json.putArray("fileSystems");
    for (GuestFileSystem one : mounted) {
      ObjectNode row =
          all.addObject()
              .put("mountPoint", Foreign.value(one.mountPoint()))
              .put("type", Foreign.value(one.type()));
      if (one.used() != null) {
        row.put("usedBytes", one.used().bytes());
      }
      if (one.total() != null) {
        row.put("totalBytes", one.total().bytes());
      }
    }
  }
}
