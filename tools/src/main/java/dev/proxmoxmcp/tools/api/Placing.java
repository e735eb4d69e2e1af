package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.catalog.PathMatch;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.NodeResource;
import dev.proxmoxmcp.client.cluster.NodeState;
import dev.proxmoxmcp.client.cluster.Resource;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.client.task.Upid;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.guest.GuestNames;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Fills in what is known of the place of a call: a guest that is named is its vmid, a guest is on
 * its node, so is a task, and where there is one node alone it is meant.
 *
 * @param context of the call
 * @param product whose API it is
 * @param strict whether a wrong node is refused instead of mended
 */
record Placing(CallContext context, Product product, boolean strict) {
  private static final String NODE = "node";
  private static final String VMID = "vmid";

  /** A vmid, or a guest's name as Proxmox takes it. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,127}");

  /**
   * A call whose place is known, as far as it can be.
   *
   * @param note what was mended, a sentence; "" for nothing
   */
  record Placed(PathMatch.Found found, Map<String, Object> arguments, String note) {}

  /**
   * Places a call.
   *
   * @throws ArgumentProblem if it names a guest that there is not, or one of the other kind
   */
  Placed of(PathMatch.Found found, Map<String, Object> arguments) {
    Map<String, String> values = new LinkedHashMap<>(found.values());
    Map<String, Object> others = new LinkedHashMap<>(arguments);
    List<String> names = found.endpoint().placeholders();
    for (String name : names) {
      Object given = others.get(name);
      if (!values.containsKey(name) && (given instanceof String || given instanceof Number)) {
        values.put(name, given.toString());
        others.remove(name);
      }
    }
    String note = "";
    if (names.contains(NODE) && product == Product.PBS) {
      values.putIfAbsent(NODE, NodeName.BACKUP_SERVER.value());
    } else if (kind(found).isPresent() && names.contains(VMID) && values.containsKey(VMID)) {
      note = ofGuest(found, values, others);
    } else if (names.contains(NODE) && !values.containsKey(NODE)) {
      node(values, others).ifPresent(node -> values.put(NODE, node));
    }
    return new Placed(new PathMatch.Found(found.endpoint(), values), others, note);
  }

  private static Optional<GuestKind> kind(PathMatch.Found found) {
    String template = found.endpoint().template();
    return template.startsWith("/nodes/{node}/qemu/{vmid}")
        ? Optional.of(GuestKind.QEMU)
        : template.startsWith("/nodes/{node}/lxc/{vmid}")
            ? Optional.of(GuestKind.LXC)
            : Optional.empty();
  }

  private String ofGuest(
      PathMatch.Found found, Map<String, String> values, Map<String, Object> others) {
    String wanted = values.getOrDefault(VMID, "");
    if (!NAME.matcher(wanted).matches()) {
      return ""; // the check of the call says what is wrong with it
    }
    GuestResource guest = GuestNames.of(context).find(wanted);
    String template = found.endpoint().template();
    if (kind(found).filter(kind -> kind != guest.ref().kind()).isPresent()) {
      throw new ArgumentProblem(
          GuestNames.described(guest)
              + " is no "
              + (guest.ref().kind() == GuestKind.LXC ? "VM" : "container")
              + "; its paths begin with /nodes/"
              + guest.node()
              + "/"
              + (guest.ref().kind() == GuestKind.LXC ? "lxc" : "qemu")
              + "/"
              + guest.ref().vmid()
              + ". Nothing was sent.");
    }
    if (wanted.equals(String.valueOf(others.get(VMID)))) {
      others.remove(VMID);
    }
    values.put(VMID, guest.ref().vmid().toString());
    String named = values.get(NODE);
    String node = guest.node().value();
    values.put(NODE, node);
    if (named == null || named.equals(node)) {
      return "";
    }
    if (strict) {
      throw new ArgumentProblem(
          Foreign.name(named)
              + " is not its node: "
              + GuestNames.described(guest)
              + ". Its path is "
              + template.replace("{node}", node).replace("{vmid}", values.getOrDefault(VMID, ""))
              + ". Nothing was sent.");
    }
    return "Not on " + Foreign.name(named) + ": read from " + GuestNames.described(guest) + ".";
  }

  /** The node that other parameters, or the cluster, leave as the only one; or any that will do. */
  private Optional<String> node(Map<String, String> values, Map<String, Object> others) {
    String upid = values.getOrDefault("upid", "");
    if (!upid.isEmpty()) {
      return nodeOfTask(upid);
    }
    List<Resource> resources = context.recent().cluster().resources();
    Object guest = others.get(VMID);
    Predicate<Resource> wanted =
        values.containsKey("storage")
            ? one ->
                one instanceof StorageResource storage
                    && storage.available()
                    && storage.storage().toString().equals(values.get("storage"))
            : one ->
                guest != null
                    && one instanceof GuestResource seen
                    && GuestNames.fits(seen, guest.toString());
    List<String> nodes =
        resources.stream()
            .filter(one -> one instanceof NodeResource node && node.state() == NodeState.ONLINE)
            .map(one -> one.node().value())
            .toList();
    return resources.stream()
        .filter(wanted)
        .map(one -> one.node().value())
        .filter(nodes::contains)
        .findFirst()
        .or(() -> nodes.size() == 1 ? Optional.of(nodes.getFirst()) : Optional.empty());
  }

  private static Optional<String> nodeOfTask(String upid) {
    try {
      return Optional.of(Upid.parse(upid).node().value());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The nodes that there are, for who named none; "" if that cannot be told. */
  String nodes() {
    List<String> nodes =
        context.recent().cluster().resources().stream()
            .filter(NodeResource.class::isInstance)
            .map(one -> one.node().value())
            .sorted()
            .toList();
    return nodes.isEmpty() ? "" : " Nodes: " + String.join(", ", nodes) + ".";
  }
}
