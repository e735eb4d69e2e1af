package dev.proxmoxmcp.app.approval;

import dev.proxmoxmcp.app.Configuration;
import dev.proxmoxmcp.app.GuardStores;
import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.dashboard.LoopbackSite;
import dev.proxmoxmcp.guard.Desk;
import dev.proxmoxmcp.guard.Ledger;
import dev.proxmoxmcp.guard.approval.Attempts;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.settings.AuditEntry;
import dev.proxmoxmcp.tools.Approvals;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes guards. It holds the environment, and so perhaps a secret: it is no record, and prints
 * nothing.
 */
public final class Guards {
  private final GuardStores stores;
  private final InstantSource clock;
  private final Pause pause;

  /**
   * @param environment the environment variables
   */
  public Guards(Map<String, String> environment, InstantSource clock, Pause pause) {
    this.stores = new GuardStores(environment, clock, pause);
    this.clock = clock;
    this.pause = pause;
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
    return lasting(settings, stores.lasting(settings.settings().audit()), Approvals.COMMAND_LINE);
  }

  /** The same with a page for the person. */
  public Serving serving(Configuration settings) {
    AuditEntry audit = settings.settings().audit();
    GuardStore store = stores.lasting(audit);
    ApprovalPage page = new ApprovalPage(clock, pause, () -> parts(store, audit));
    return new Serving(lasting(settings, store, page), page);
  }

  private ApprovalPage.Parts parts(GuardStore store, AuditEntry audit) {
    SecureRandom random = new SecureRandom();
    @Nullable ApprovalPassphrase passphrase =
        stores
            .folder(audit)
            .map(folder -> ApprovalPassphrase.in(folder, clock, pause))
            .orElse(null);
    Desk desk = new Desk(new Ledger(store, clock, random, "page", List.of()));
    PersonAtPage person =
        new PersonAtPage(
            passphrase, new Attempts(store, clock), System.getProperty("user.name", "somebody"));
    return new ApprovalPage.Parts(
        desk, person, new LoopbackSite(desk, person, clock, pause, random));
  }

  private Guarding lasting(Configuration settings, GuardStore store, Approvals approvals) {
    AuditEntry audit = settings.settings().audit();
    return new Guarding(
        store,
        approvals,
        new Guarding.Terms(settings.taint(), settings.rates(), settings.commands()),
        records -> stores.forwarding(records, audit),
        clock);
  }

  /**
   * What a server decides by.
   *
   * @param guarding its guard
   * @param page where a person decides
   */
  public record Serving(Guarding guarding, ApprovalPage page) implements AutoCloseable {
    @Override
    public void close() {
      page.close();
      guarding.close();
    }
  }
}
