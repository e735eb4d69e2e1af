package dev.proxmoxmcp.app.approval;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.dashboard.ApprovalPages;
import dev.proxmoxmcp.dashboard.Approver;
import dev.proxmoxmcp.dashboard.LoopbackSite;
import dev.proxmoxmcp.guard.Desk;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.Standing;
import dev.proxmoxmcp.guard.store.CannotRecord;
import dev.proxmoxmcp.mcp.transport.http.Beside;
import dev.proxmoxmcp.tools.Approvals;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The page of a server that serves, and what its clients are told of it. It is offered where an
 * approval passphrase is set; the command line is there as well in any case. Thread-safe; closed by
 * whoever made it.
 */
public final class ApprovalPage implements Approvals, AutoCloseable {
  /** Who was just sent to the page types a passphrase; his client waits for the call meanwhile. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final Pause pause;
  private final Supplier<Parts> making;

  /** Made when somebody is first sent to the page: a client waits for the start. */
  private @Nullable Parts made;

  private volatile @Nullable URI page;
  private volatile boolean onDemand;

  /**
   * What it takes to decide.
   *
   * @param desk where it is decided
   * @param approver who decides
   * @param loopback where no server over HTTP is
   */
  record Parts(Desk desk, Approver approver, LoopbackSite loopback) {}

  /**
   * @param pause how to wait for a person
   * @param making called once at most
   */
  ApprovalPage(InstantSource clock, Pause pause, Supplier<Parts> making) {
    this.clock = clock;
    this.pause = pause;
    this.making = making;
  }

  private synchronized Parts parts() {
    Parts known = made;
    if (known == null) {
      known = making.get();
      made = known;
    }
    return known;
  }

  /** What is served beside MCP over HTTP. */
  public Beside beside() {
    return Beside.open(
        ApprovalPages.PATH,
        new ApprovalPages(parts().desk(), parts().approver(), clock, new SecureRandom()));
  }

  /** From now on it is on that server: its address is that of MCP with another path. */
  public URI isOn(URI server) {
    URI served = server.resolve(ApprovalPages.PATH);
    page = served;
    return served;
  }

  /** From now on it listens by itself, on the loopback interface, when somebody is sent there. */
  public void onDemand() {
    onDemand = true;
  }

  /** Whether anybody can approve on it. */
  public boolean isOffered() {
    return parts().approver().canApprove();
  }

  @Override
  public Optional<String> link(Plan plan) {
    URI served = page;
    if ((!onDemand && served == null) || !isOffered()) {
      return Optional.empty();
    }
    return served == null
        ? parts().loopback().link(plan.id())
        : Optional.of(served + "/" + plan.id());
  }

  @Override
  public String how(Plan plan) {
    return link(plan)
        .map(link ->
            "A person decides on the page "
                + link
                + " by the approval passphrase, or with `proxmox-mcp approve "
                + plan.id()
                + "` or `proxmox-mcp deny "
                + plan.id()
                + "` in a terminal on this server. Give him the link, then plan_execute with plan="
                + plan.id()
                + " runs it.")
        .orElseGet(() -> Approvals.COMMAND_LINE.how(plan));
  }

  @Override
  public void await(Plan plan) throws InterruptedException {
    Instant end = clock.instant().plus(PATIENCE);
    while (waits(plan) && clock.instant().isBefore(end)) {
      pause.sleep(LOOK);
    }
  }

  private boolean waits(Plan plan) {
    try {
      return parts()
          .desk()
          .find(plan.id())
          .filter(found -> found.standing() instanceof Standing.Waiting)
          .isPresent();
    } catch (CannotRecord unreadable) {
      return false;
    }
  }

  @Override
  public synchronized void close() {
    Parts known = made;
    if (known != null) {
      known.loopback().close();
    }
  }
}
