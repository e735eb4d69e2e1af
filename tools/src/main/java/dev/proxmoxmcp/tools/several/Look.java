package dev.proxmoxmcp.tools.several;

import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.guest.GuestNames;
import java.util.List;

/** What was seen when one cluster was searched. */
sealed interface Look {
  /** The cluster's name. */
  String cluster();

  /**
   * It answered.
   *
   * @param guests that its token sees; empty if none was searched
   * @param nodes their names; empty if none was searched
   * @param storages their names; empty if none was searched
   */
  record Seen(
      CallContext context, List<GuestResource> guests, List<String> nodes, List<String> storages)
      implements Look {
    @Override
    public String cluster() {
      return context.clusterName();
    }

    boolean has(Named named) {
      return switch (named.kind()) {
        case GUEST -> !guestsCalled(named.name()).isEmpty();
        case NODE -> nodes.contains(named.name());
        case STORAGE -> storages.contains(named.name());
      };
    }

    List<GuestResource> guestsCalled(String name) {
      return guests.stream().filter(guest -> GuestNames.fits(guest, name)).toList();
    }
  }

  /**
   * It did not.
   *
   * @param why in whole sentences
   */
  record Silent(String cluster, String why) implements Look {}
}
