package dev.proxmoxmcp.app.approval;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.dashboard.ApprovalPages;
import dev.proxmoxmcp.dashboard.Approver;
import dev.proxmoxmcp.dashboard.LoopbackSite;
import dev.proxmoxmcp.guard.Desk;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.PlanId;
import dev.proxmoxmcp.guard.plan.Standing;
import dev.proxmoxmcp.guard.store.CannotRecord;
import dev.proxmoxmcp.mcp.transport.http.Beside;
import dev.proxmoxmcp.tools.Approvals;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * The page of a server that serves, and what its clients are told of it. It is offered where an
 * approval passphrase is set; the command line is there as well in any case. Thread-safe; closed by
 * whoever made it.
 */
public final class ApprovalPage implements Approvals, AutoCloseable {
  /** Who was just sent to the page types a passphrase; his client waits for the call meanwhile. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Desk desk;
  private final Approver approver;
  private final InstantSource clock;
  private final Pause pause;
  private final SecureRandom random = new SecureRandom();
  private final LoopbackSite loopback;
  private volatile Function<PlanId, Optional<String>> links = _ -> Optional.empty();

  /**
   * @param pause how to wait for a person
   */
  ApprovalPage(Desk desk, Approver approver, InstantSource clock, Pause pause) {
    this.desk = desk;
    this.approver = approver;
    this.clock = clock;
    this.pause = pause;
    this.loopback = new LoopbackSite(desk, approver, clock, pause, random);
  }

  /** What is served beside MCP over HTTP. */
  public Beside beside() {
    return new Beside(ApprovalPages.PATH, new ApprovalPages(desk, approver, clock, random));
  }

  /** From now on it is on that server: its address is that of MCP with another path. */
  public URI isOn(URI server) {
    URI page = server.resolve(ApprovalPages.PATH);
    links = plan -> Optional.of(page + "/" + plan);
    return page;
  }

  /** From now on it listens by itself, on the loopback interface, when somebody is sent there. */
  public void onDemand() {
    links = loopback::link;
  }

  /** Whether anybody can approve on it. */
  public boolean isOffered() {
    return approver.canApprove();
  }

  @Override
  public Optional<String> link(Plan plan) {
    return isOffered() ? links.apply(plan.id()) : Optional.empty();
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
    var end = clock.instant().plus(PATIENCE);
    while (waits(plan) && clock.instant().isBefore(end)) {
      pause.sleep(LOOK);
    }
  }

  private boolean waits(Plan plan) {
    try {
      return desk.find(plan.id())
          .filter(found -> found.standing() instanceof Standing.Waiting)
          .isPresent();
    } catch (CannotRecord unreadable) {
      return false;
    }
  }

  @Override
  public void close() {
    loopback.close();
  }
}
