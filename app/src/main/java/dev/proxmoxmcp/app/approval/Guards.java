package dev.proxmoxmcp.app.approval;

import dev.proxmoxmcp.app.Configuration;
import dev.proxmoxmcp.app.GuardStores;
import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.settings.AuditEntry;
import dev.proxmoxmcp.tools.Approvals;
import java.time.InstantSource;
import java.util.Map;

/**
 * Makes guards. It holds the environment, and so perhaps a secret: it is no record, and prints
 * nothing.
 */
public final class Guards {
  private final GuardStores stores;
  private final InstantSource clock;

  /**
   * @param environment the environment variables
   */
  public Guards(Map<String, String> environment, InstantSource clock, Pause pause) {
    this.stores = new GuardStores(environment, clock, pause);
    this.clock = clock;
  }

  /** One whose memory ends with this process: for a demo. */
  public Guarding passing() {
    return new Guarding(
        stores.passing(),
        Approvals.FORMS_ONLY,
        Guarding.Terms.USUAL,
        Guarding.Collectors.NONE,
        clock);
  }

  /** One that shares its memory with all processes of the state folder. */
  public Guarding lasting(Configuration settings) {
    AuditEntry audit = settings.settings().audit();
    GuardStore store = stores.lasting(audit);
    return new Guarding(
        store,
        Approvals.COMMAND_LINE,
        new Guarding.Terms(settings.taint(), settings.rates(), settings.commands()),
        records -> stores.forwarding(records, audit),
        clock);
  }
}
