package dev.proxmoxmcp.client.access;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Product;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a token may be made for, and the privileges that it takes on a host of each release: the one
 * table of them. Paths are as low as the tools of the set can do with.
 */
public enum Toolset {
  /** Look at everything. */
  INVENTORY(
      Tier.READ,
      "look at guests, nodes, storages and networks",
      "look at datastores, backups and the server") {
    @Override
    List<Need> ofPve(boolean nine) {
      Stream<String> always =
          Stream.of(
              "Datastore.Audit",
              "Mapping.Audit",
              "Pool.Audit",
              "SDN.Audit",
              "Sys.Audit",
              "VM.Audit");
      // Before Proxmox VE 9 only VM.Monitor shows what agents tell, and it lets commands run too.
      return List.of(
          new Need(
              "/",
              Stream.concat(always, nine ? Stream.of("VM.GuestAgent.Audit") : Stream.of())
                  .toList()));
    }

    @Override
    List<Need> ofPbs() {
      return List.of(new Need("/", "Datastore.Audit", "Sys.Audit"));
    }
  },

  /** Read what nodes log. A Backup Server shows it to whom it shows itself. */
  LOGS(Tier.READ, "read the logs of nodes and of the cluster", "") {
    @Override
    List<Need> ofPve(boolean nine) {
      return List.of(new Need("/", "Sys.Syslog"));
    }
  },

  /** See backups on storages of a cluster, which Proxmox shows only to those who may make them. */
  BACKUP_LIST(Tier.READ, "see the backups that lie on storages", "") {
    @Override
    List<Need> ofPve(boolean nine) {
      return backups();
    }
  },

  /** Switch guests and take snapshots; going back to one needs no other privilege. */
  OPERATE(Tier.CHANGE, "switch guests and snapshot them", "") {
    @Override
    List<Need> ofPve(boolean nine) {
      return List.of(new Need(VMS, "VM.PowerMgmt", "VM.Snapshot"));
    }
  },

  /** Make, change, move and delete guests. */
  GUESTS(Tier.CHANGE, "create, configure, clone, move and delete guests", "") {
    @Override
    List<Need> ofPve(boolean nine) {
      Stream<String> always =
          Stream.of(
              "VM.Allocate",
              "VM.Clone",
              "VM.Config.CDROM",
              "VM.Config.CPU",
              "VM.Config.Cloudinit",
              "VM.Config.Disk",
              "VM.Config.HWType",
              "VM.Config.Memory",
              "VM.Config.Network",
              "VM.Config.Options",
              "VM.Migrate");
      return List.of(
          new Need(
              VMS, Stream.concat(always, nine ? Stream.of("VM.Replicate") : Stream.of()).toList()),
          new Need(STORAGE, "Datastore.AllocateSpace"),
          new Need("/sdn/zones", "SDN.Use"));
    }
  },

  /** Make backups of guests, or look after those on a Backup Server. */
  BACKUP(Tier.CHANGE, "back guests up", "verify backups, and protect or forget them") {
    @Override
    List<Need> ofPve(boolean nine) {
      return backups();
    }

    @Override
    List<Need> ofPbs() {
      return List.of(new Need("/datastore", "Datastore.Modify", "Datastore.Verify"));
    }
  },

  /** Restore guests; who may make a guest may also delete it. */
  RESTORE(Tier.CHANGE, "restore guests from backups", "") {
    @Override
    List<Need> ofPve(boolean nine) {
      return List.of(
          new Need(VMS, "VM.Allocate", "VM.Backup"), new Need(STORAGE, "Datastore.AllocateSpace"));
    }
  },

  /** Put ISO images and templates on storages, from an address too. */
  IMAGES(Tier.CHANGE, "download ISO images and templates", "") {
    @Override
    List<Need> ofPve(boolean nine) {
      return List.of(
          new Need(STORAGE, "Datastore.AllocateTemplate"),
          new Need(NODES_PATH, "Sys.AccessNetwork"));
    }
  },

  /** Run commands in VMs, and whatever else an agent can do. */
  EXEC(Tier.EXEC, "run commands in VMs", "") {
    @Override
    List<Need> ofPve(boolean nine) {
      return List.of(new Need(VMS, nine ? "VM.GuestAgent.Unrestricted" : MONITOR));
    }
  },

  /** Files and file systems of VMs, without commands; before Proxmox VE 9 they cannot be parted. */
  FILES(Tier.EXEC, "read and write files in VMs, and trim their file systems", "") {
    @Override
    List<Need> ofPve(boolean nine) {
      return List.of(
          nine
              ? new Need(
                  VMS,
                  "VM.GuestAgent.FileRead",
                  "VM.GuestAgent.FileSystemMgmt",
                  "VM.GuestAgent.FileWrite")
              : new Need(VMS, MONITOR));
    }
  },

  /** Reboot and configure nodes. Not on {@code /}, where it would let roles be changed. */
  NODES(Tier.ADMIN, "reboot and configure nodes", "") {
    @Override
    List<Need> ofPve(boolean nine) {
      return List.of(new Need(NODES_PATH, "Sys.Modify", "Sys.PowerMgmt"));
    }
  };

  private static final String VMS = "/vms";
  private static final String STORAGE = "/storage";
  private static final String NODES_PATH = "/nodes";
  private static final String MONITOR = "VM.Monitor";
  private static final int PARTED_AGENT = 9;

  private final Tier tier;
  private final String doesOnPve;
  private final String doesOnPbs;

  Toolset(Tier tier, String doesOnPve, String doesOnPbs) {
    this.tier = tier;
    this.doesOnPve = doesOnPve;
    this.doesOnPbs = doesOnPbs;
  }

  /** Its name as people write it: {@code backup-list}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** That a server must allow for its tools. */
  public Tier tier() {
    return tier;
  }

  /** What its tools do, to follow {@code may}: {@code switch guests and snapshot them}. */
  public String does(Product product) {
    return switch (product) {
      case PVE -> doesOnPve;
      case PBS -> doesOnPbs;
    };
  }

  /**
   * What it takes, by path; nothing where the product has no such tools.
   *
   * @param release of the host without the patch level: {@code 9.2}
   */
  public List<Need> needs(Product product, String release) {
    return switch (product) {
      case PVE -> ofPve(major(release) >= PARTED_AGENT);
      case PBS -> ofPbs();
    };
  }

  /** Those that a product has, in their order. */
  public static List<Toolset> of(Product product) {
    return Arrays.stream(values()).filter(one -> !one.does(product).isEmpty()).toList();
  }

  /** Those whose tools are of one of {@code tiers}. */
  public static Set<Toolset> of(Set<Tier> tiers) {
    return Arrays.stream(values())
        .filter(one -> tiers.contains(one.tier))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Toolset.class)));
  }

  /**
   * Reads a {@link #label()}.
   *
   * @throws IllegalArgumentException naming the text and what the product has
   */
  public static Toolset of(Product product, String label) {
    return of(product).stream()
        .filter(one -> one.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s has no toolset '%s'; it has %s"
                    .formatted(
                        product.title(),
                        label,
                        of(product).stream()
                            .map(Toolset::label)
                            .collect(Collectors.joining(", ")))));
  }

  abstract List<Need> ofPve(boolean nine);

  List<Need> ofPbs() {
    return List.of();
  }

  private static List<Need> backups() {
    return List.of(new Need(VMS, "VM.Backup"), new Need(STORAGE, "Datastore.AllocateSpace"));
  }

  /** What cannot be read is taken for new: a privilege that is not there is refused at once. */
  private static int major(String release) {
    try {
      return Integer.parseInt(release.split("\\.", 2)[0]);
    } catch (NumberFormatException _) {
      return PARTED_AGENT;
    }
  }
}
