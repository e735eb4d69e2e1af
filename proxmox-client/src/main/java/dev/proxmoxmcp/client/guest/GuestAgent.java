package dev.proxmoxmcp.client.guest;

import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.http.Answer;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What guests tell of themselves: VMs through their agent (wants VM.GuestAgent.Audit), containers
 * through their node. Methods send one request and throw a {@link
 * dev.proxmoxmcp.client.ProxmoxException}: a {@link dev.proxmoxmcp.client.Conflict} says whether
 * there is no agent, whether it is silent, or whether the VM is off. Thread-safe.
 */
public final class GuestAgent {
  private static final String AGENT = "/nodes/{node}/qemu/{vmid}/agent";
  private static final Endpoint INTERFACES =
      Endpoint.read(AGENT + "/network-get-interfaces").slow();
  private static final Endpoint FILE_SYSTEMS = Endpoint.read(AGENT + "/get-fsinfo").slow();
  private static final Endpoint SYSTEM = Endpoint.read(AGENT + "/get-osinfo").slow();
  private static final Endpoint CONTAINER = Endpoint.read("/nodes/{node}/lxc/{vmid}/interfaces");

  private final Session session;

  /** For {@link dev.proxmoxmcp.client.BoundCluster}. */
  public GuestAgent(Session session) {
    this.session = session;
  }

  /**
   * {@code GET …/agent/network-get-interfaces} of a VM, {@code GET …/interfaces} of a container,
   * which has none while it is stopped.
   */
  public List<GuestInterface> interfaces(GuestRef guest) {
    String purpose = "read the addresses of " + guest;
    if (guest.kind() == GuestKind.QEMU) {
      return session
          .send(INTERFACES.call(purpose, guest.node(), guest.vmid()))
          .object()
          .objects("result")
          .stream()
          .map(GuestAgent::card)
          .toList();
    }
    Answer answer = session.send(CONTAINER.call(purpose, guest.node(), guest.vmid()));
    return answer.absent() ? List.of() : answer.list(GuestAgent::card);
  }

  private static GuestInterface card(Fields card) {
    List<String> addresses = new ArrayList<>();
    for (Fields address : card.objects("ip-addresses")) {
      @Nullable String text = address.text("ip-address");
      if (text != null) {
        @Nullable String prefix = address.text("prefix");
        addresses.add(prefix == null ? text : text + "/" + prefix);
      }
    }
    @Nullable String name = card.text("name");
    return new GuestInterface(name == null ? "?" : name, card.text("hardware-address"), addresses);
  }

  /** {@code GET …/agent/get-fsinfo}: what is mounted in a VM. */
  public List<GuestFileSystem> fileSystems(GuestRef vm) {
    return session
        .send(FILE_SYSTEMS.call("read the file systems of " + vm, vm.node(), vm.vmid()))
        .object()
        .objects("result")
        .stream()
        .map(GuestAgent::mounted)
        .toList();
  }

  private static GuestFileSystem mounted(Fields system) {
    @Nullable String where = system.text("mountpoint");
    @Nullable String type = system.text("type");
    return new GuestFileSystem(
        where == null ? "?" : where,
        type == null ? "?" : type,
        system.bytes("used-bytes"),
        system.bytes("total-bytes"));
  }

  /** {@code GET …/agent/get-osinfo}: what a VM's system calls itself. */
  public Optional<String> system(GuestRef vm) {
    return Optional.ofNullable(
        session
            .send(SYSTEM.call("read the operating system of " + vm, vm.node(), vm.vmid()))
            .object()
            .inner("result")
            .text("pretty-name"));
  }
}
