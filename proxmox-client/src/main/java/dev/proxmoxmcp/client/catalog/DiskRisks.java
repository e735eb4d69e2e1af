package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a disk, a drive or a mount point of a guest can do: the property string that says where its
 * data are. A new volume is harmless; one that exists may be another guest's.
 */
final class DiskRisks {
  private static final Pattern ON_STORAGE =
      Pattern.compile("[A-Za-z][A-Za-z0-9._-]*:(?<volume>[^:]+)");
  private static final Pattern NEW = Pattern.compile("[0-9]+(?:\\.[0-9]+)?[KMGT]?|cloudinit");
  private static final Pattern OWNED =
      Pattern.compile("(?:.*/)?(?:vm|base|subvol|basevol)-(?<owner>[0-9]+)-[^/]+");

  /** Nothing in the drive, or whatever lies in the node's own. */
  private static final Set<String> EMPTY = Set.of("none", "cdrom");

  private DiskRisks() {}

  /**
   * @param value such as {@code local-lvm:32,cache=none}
   * @param vmid of the guest; "" if it is not known yet
   */
  static List<Verdict> of(String value, String vmid) {
    List<Verdict> risks = new ArrayList<>();
    for (String part : value.split(",", -1)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? "file" : part.substring(0, equals).strip();
      String text = part.substring(equals + 1).strip();
      switch (key) {
        case "file", "volume" -> risks.addAll(source(text, vmid, "iso/"));
        case "import-from" -> risks.addAll(source(text, vmid, "import/"));
        case "snapshot" -> {
          if (!text.equals("0")) {
            risks.add(
                new Verdict(Tier.DESTROY, "all that is written is thrown away at the next stop"));
          }
        }
        case "backup" -> {
          if (text.equals("0")) {
            risks.add(new Verdict(Tier.DESTROY, "is left out of backups"));
          }
        }
        default -> {
          // speed, cache and the like
        }
      }
    }
    return risks;
  }

  /**
   * @param harmless with what the volume begins if it is made to be read by any guest
   */
  private static List<Verdict> source(String text, String vmid, String harmless) {
    if (EMPTY.contains(text)) {
      return List.of();
    }
    Matcher onStorage = ON_STORAGE.matcher(text);
    if (!onStorage.matches()) {
      return List.of(new Verdict(Tier.ADMIN, "a device or a path of the node"));
    }
    String volume = onStorage.group("volume");
    Matcher owned = OWNED.matcher(volume);
    boolean own = owned.matches() && owned.group("owner").equals(vmid);
    return own || NEW.matcher(volume).matches() || volume.startsWith(harmless)
        ? List.of()
        : List.of(new Verdict(Tier.EXEC, "the data of a volume that is not this guest's own"));
  }
}
