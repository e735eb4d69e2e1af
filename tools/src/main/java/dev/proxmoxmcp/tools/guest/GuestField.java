package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.Load;
import dev.proxmoxmcp.client.Usage;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.tools.list.Column;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a list of guests can show beside vmid, kind, state, node and name. */
enum GuestField implements Column<GuestResource> {
  CPU {
    @Override
    public String text(GuestResource guest) {
      Load.Cpu cpu = guest.load().cpu();
      return cpu == null
          ? Foreign.NONE
          : "%s of %s".formatted(Amounts.percent(cpu.share().value() / 100), cores(cpu.cores()));
    }

    @Override
    public void addTo(ObjectNode json, GuestResource guest) {
      Load.Cpu cpu = guest.load().cpu();
      if (cpu != null) {
        json.put("cpuPercent", Math.round(cpu.share().value() * 10) / 10.0)
            .put("cores", new BigDecimal(cores(cpu.cores())));
      }
    }
  },
  MEMORY {
    @Override
    public String text(GuestResource guest) {
      return share(guest.load().memory());
    }

    @Override
    public void addTo(ObjectNode json, GuestResource guest) {
      add(json, "memory", guest.load().memory());
    }
  },
  DISK {
    // Of a VM only the size is known.
    @Override
    public String text(GuestResource guest) {
      Usage disk = guest.load().disk();
      return disk != null && disk.used().bytes() == 0
          ? Amounts.bytes(disk.total().bytes())
          : share(disk);
    }

    @Override
    public void addTo(ObjectNode json, GuestResource guest) {
      Usage disk = guest.load().disk();
      if (disk != null && disk.used().bytes() == 0) {
        json.put("diskTotalBytes", disk.total().bytes());
      } else {
        add(json, "disk", disk);
      }
    }
  },
  UPTIME {
    @Override
    public String text(GuestResource guest) {
      return guest.load().uptime().isZero()
          ? Foreign.NONE
          : Amounts.duration(guest.load().uptime());
    }

    @Override
    public void addTo(ObjectNode json, GuestResource guest) {
      json.put("uptimeSeconds", guest.load().uptime().toSeconds());
    }
  },
  TAGS {
    @Override
    public String text(GuestResource guest) {
      return Foreign.quoted(String.join(" ", guest.marks().tags()), 100);
    }

    @Override
    public void addTo(ObjectNode json, GuestResource guest) {
      ArrayNode tags = json.putArray("tags");
      guest.marks().tags().forEach(tag -> tags.add(Foreign.value(tag)));
    }
  },
  POOL {
    @Override
    public String text(GuestResource guest) {
      return Foreign.name(guest.marks().pool());
    }

    @Override
    public void addTo(ObjectNode json, GuestResource guest) {
      put(json, "pool", guest.marks().pool());
    }
  },
  LOCK {
    @Override
    public String text(GuestResource guest) {
      return Foreign.name(guest.marks().lock());
    }

    @Override
    public void addTo(ObjectNode json, GuestResource guest) {
      put(json, "lock", guest.marks().lock());
    }
  },
  HA {
    @Override
    public String text(GuestResource guest) {
      return Foreign.name(guest.marks().haState());
    }

    @Override
    public void addTo(ObjectNode json, GuestResource guest) {
      put(json, "haState", guest.marks().haState());
    }
  };

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** 2 for 2.0, 1.5 for 1.5. */
  static String cores(double cores) {
    return cores == Math.rint(cores) ? Long.toString(Math.round(cores)) : Double.toString(cores);
  }

  private static String share(@Nullable Usage usage) {
    return usage == null
        ? Foreign.NONE
        : Amounts.share(usage.used().bytes(), usage.total().bytes());
  }

  private static void add(ObjectNode json, String name, @Nullable Usage usage) {
    if (usage != null) {
      json.put(name + "Bytes", usage.used().bytes())
          .put(name + "TotalBytes", usage.total().bytes());
    }
  }

  private static void put(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, Foreign.value(value));
    }
  }
}
