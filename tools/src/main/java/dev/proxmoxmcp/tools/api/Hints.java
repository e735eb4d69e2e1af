package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.catalog.ApiEndpoint;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an endpoint's schema does not say and its first call would teach: forms of values, what else
 * must be so for it to have an effect, where the values come from. Of the endpoints that people
 * need, in a few words.
 */
final class Hints {
  private record Hint(Pattern title, List<String> lines) {}

  private static final String BACKUPS =
      "/nodes/{node}/storage/{storage}/content parameters={\"content\":\"backup\"}";

  private static final List<Hint> ALL =
      List.of(
          hint(
              "POST /nodes/\\{node}/qemu",
              "A new disk of 32 GiB: scsi0=\"local-lvm:32\"; a network:"
                  + " net0=\"virtio,bridge=vmbr0\"; an installer:"
                  + " ide2=\"local:iso/NAME.iso,media=cdrom\".",
              "To restore: archive is the volid of a backup (api_read path="
                  + BACKUPS
                  + "), vmid a free id, storage where its disks go if elsewhere, unique=true for"
                  + " new MAC addresses."),
          hint(
              "POST /nodes/\\{node}/lxc",
              "A disk of 8 GiB: rootfs=\"local-lvm:8\"; a network:"
                  + " net0=\"name=eth0,bridge=vmbr0,ip=dhcp\". Templates: api_read"
                  + " path=/nodes/{node}/storage/{storage}/content"
                  + " parameters={\"content\":\"vztmpl\"}.",
              "To restore: restore=true, ostemplate is the volid of a backup (api_read path="
                  + BACKUPS
                  + "), vmid a free id, storage where its disk goes."),
          hint(
              "PUT /nodes/\\{node}/(qemu|lxc)/\\{vmid}/resize",
              "size: +8G adds 8 GiB, 40G makes it 40 GiB; a disk never shrinks."),
          hint(
              "PUT /access/acl",
              "path: /vms/101 for one guest, /pool/NAME, /storage/NAME, /nodes/NAME, / for all."
                  + " Roles (api_read path=/access/roles lists them): PVEVMUser uses a guest,"
                  + " PVEVMAdmin manages it, PVEAuditor looks. delete=true takes away."),
          hint(
              "POST (/.*)?/firewall/rules",
              "action: ACCEPT, DROP or REJECT. A rule counts with enable=1 alone, and only where"
                  + " the firewall is on (PUT …/firewall/options enable=true; of guests also"
                  + " firewall=1 at their net0). dport: 443, 8000:8010 or 80,443; source, dest:"
                  + " 10.0.0.0/24. New rules come first."),
          hint(
              "(POST|PUT) /cluster/backup(/\\{id})?",
              "Guests: vmid=\"100,101\", pool, or all=true. schedule: 02:30, mon..fri 22:00, sun"
                  + " 03:00. Kept are those of prune-backups=\"keep-daily=7,keep-weekly=4\", else"
                  + " those of the storage."));

  private Hints() {}

  private static Hint hint(String title, String... lines) {
    return new Hint(Pattern.compile(title), List.of(lines));
  }

  /** Of which endpoints there are any. */
  static List<Pattern> titles() {
    return ALL.stream().map(Hint::title).toList();
  }

  /** Sentences, a line each; mostly none. */
  static List<String> of(ApiEndpoint endpoint) {
    return ALL.stream()
        .filter(hint -> hint.title().matcher(endpoint.title()).matches())
        .flatMap(hint -> hint.lines().stream())
        .toList();
  }
}
