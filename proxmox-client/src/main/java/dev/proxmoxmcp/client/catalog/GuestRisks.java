package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the configuration of a guest can do beyond that guest, or to it without a way back: its
 * creation and its change take the same keys.
 */
final class GuestRisks {
  private static final List<String> VM_DISKS =
      List.of(
          "ide[n]",
          "sata[n]",
          "scsi[n]",
          "virtio[n]",
          "efidisk0",
          "tpmstate0",
          "unused[n]",
          "cdrom");
  private static final List<String> CONTAINER_DISKS = List.of("rootfs", "mp[n]", "unused[n]");

  /** Who sets these gets into the guest, at its next start at the latest. */
  private static final List<String> CREDENTIALS =
      List.of("ciuser", "cipassword", "sshkeys", "password", "ssh-public-keys");

  /** What these say is run within the guest. */
  private static final List<String> STARTED = List.of("entrypoint", "env");

  /** Keys that can be removed and set again, with nothing lost but their text. */
  private static final Set<String> HARMLESS_TO_REMOVE =
      Set.of(
          "description",
          "name",
          "hostname",
          "onboot",
          "startup",
          "nameserver",
          "searchdomain",
          "cores",
          "sockets",
          "vcpus",
          "cpulimit",
          "cpuunits",
          "balloon",
          "shares",
          "swap",
          "keyboard",
          "tablet",
          "timezone");

  private GuestRisks() {}

  static List<Verdict> of(ApiMethod method, String template, Sent sent) {
    return switch (method + " " + template) {
      case "POST /nodes/{node}/qemu" -> new Reader(sent, true).ofVm();
      case "POST /nodes/{node}/lxc" -> new Reader(sent, true).ofContainer();
      case "POST /nodes/{node}/qemu/{vmid}/config", "PUT /nodes/{node}/qemu/{vmid}/config" ->
          new Reader(sent, false).ofVm();
      case "PUT /nodes/{node}/lxc/{vmid}/config" -> new Reader(sent, false).ofContainer();
      default -> List.of();
    };
  }

  /** Reads one configuration. Belongs to one thread. */
  private static final class Reader {
    private final Sent sent;
    private final boolean creates;
    private final List<Verdict> found = new ArrayList<>();

    Reader(Sent sent, boolean creates) {
      this.sent = sent;
      this.creates = creates;
    }

    List<Verdict> ofVm() {
      given("args", Tier.ADMIN, "arguments of QEMU reach every file of the node");
      given("hostpci[n]", Tier.ADMIN, "a device of the node for the guest");
      given("parallel[n]", Tier.ADMIN, "a device of the node for the guest");
      given("virtiofs[n]", Tier.ADMIN, "a folder of the node for the guest");
      given("ivshmem", Tier.ADMIN, "memory shared between guests");
      other("serial[n]", Set.of("socket"), "a device of the node for the guest");
      other("usb[n]", Set.of("spice", "host=spice"), "a device of the node for the guest");
      given("cicustom", Tier.EXEC, "cloud-init runs what the file says as root in the guest");
      source("archive");
      disks(VM_DISKS);
      ofBoth(sent.has("archive"));
      return found;
    }

    List<Verdict> ofContainer() {
      given("dev[n]", Tier.ADMIN, "a device of the node for the container");
      features();
      if (sent.mayBeOff("unprivileged")) {
        found.add(verdict("unprivileged", Tier.ADMIN, "root in it would be root of the node"));
      }
      for (String name : sent.names()) {
        if (name.startsWith("lxc.")) {
          found.add(verdict(name, Tier.ADMIN, "raw settings of LXC reach out of the container"));
        }
      }
      source("ostemplate");
      disks(CONTAINER_DISKS);
      ofBoth(sent.mayBeOn("restore"));
      return found;
    }

    /**
     * @param restored whether the guest comes out of a backup, with somebody's data in it
     */
    private void ofBoth(boolean restored) {
      given("hookscript", Tier.ADMIN, "runs a script on the node as root");
      given("lock", Tier.ADMIN, "takes or opens the lock of a running task");
      on("skiplock", Tier.ADMIN, "passes over the lock of a running task");
      if (creates) {
        on("force", Tier.DESTROY, "overwrites the guest that has this vmid");
      } else {
        on("force", Tier.DESTROY, "removed disks are destroyed");
        on("template", Tier.DESTROY, "a template never becomes a guest again");
        given("tags", Tier.ADMIN, "rules of this server go by tags, the protection among them");
        if (sent.mayBeOff("protection")) {
          found.add(verdict("protection", Tier.DESTROY, "the guest can be destroyed afterwards"));
        }
        deletions();
      }
      if (!creates || restored) {
        CREDENTIALS.forEach(name -> given(name, Tier.EXEC, "a way into the guest and its data"));
        STARTED.forEach(name -> given(name, Tier.EXEC, "says what runs in the guest"));
      }
    }

    private void given(String name, Tier tier, String why) {
      sent.named(name).keySet().forEach(one -> found.add(verdict(one, tier, why)));
    }

    private void on(String name, Tier tier, String why) {
      if (sent.mayBeOn(name)) {
        found.add(verdict(name, tier, why));
      }
    }

    private void other(String name, Set<String> harmless, String why) {
      sent.named(name)
          .forEach((one, values) -> {
            if (!harmless.containsAll(values)) {
              found.add(verdict(one, Tier.ADMIN, why));
            }
          });
    }

    /** Nesting alone, in a container without rights on the node, is what people run Docker in. */
    private void features() {
      for (String value : sent.values("features")) {
        boolean harmless =
            creates
                && sent.isOn("unprivileged")
                && Set.of("nesting=1", "nesting=0").contains(value);
        if (!harmless) {
          found.add(verdict("features", Tier.ADMIN, "weakens the wall between container and node"));
        }
      }
    }

    private void source(String name) {
      for (String value : sent.values(name)) {
        if (value.startsWith("/") || value.equals("-")) {
          found.add(verdict(name, Tier.ADMIN, "a file of the node"));
        }
      }
    }

    private void deletions() {
      for (String value : sent.values("delete")) {
        for (String key : value.split("[,;\\s\\x00]+", -1)) {
          if (key.equals("tags")) {
            found.add(verdict("delete", Tier.ADMIN, "rules of this server go by tags"));
          } else if (!key.isEmpty() && !HARMLESS_TO_REMOVE.contains(key)) {
            found.add(verdict("delete", Tier.DESTROY, "takes away '" + key + "'"));
          }
        }
      }
    }

    private void disks(List<String> names) {
      for (String name : names) {
        for (Map.Entry<String, List<String>> disk : sent.named(name).entrySet()) {
          for (String value : disk.getValue()) {
            for (Verdict risk : DiskRisks.of(value, sent.first("vmid"))) {
              found.add(verdict(disk.getKey(), risk.tier(), risk.why()));
            }
          }
        }
      }
    }

    private static Verdict verdict(String name, Tier tier, String why) {
      return new Verdict(tier, name + ": " + why);
    }
  }
}
