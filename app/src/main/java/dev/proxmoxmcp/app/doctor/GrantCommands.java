package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.access.AccessView;
import dev.proxmoxmcp.client.access.Grants;
import dev.proxmoxmcp.client.access.Lack;
import java.util.ArrayList;
import java.util.List;

/** How a token gets what it lacks, as steps for whoever may grant it. */
record GrantCommands(AccessView access) {
  /** One step for each command. */
  List<Mend> mends(List<Lack> lacks) {
    List<Mend> mends = new ArrayList<>();
    access.commands(lacks).forEach(command -> mends.add(Mend.runOn(place(), command)));
    if (access.mayReplace() && Grants.mayReplace(lacks)) {
      mends.add(Mend.todo(Grants.REPLACED));
    }
    return mends;
  }

  private String place() {
    return access.product() == Product.PVE ? "a node" : "the Backup Server";
  }
}
