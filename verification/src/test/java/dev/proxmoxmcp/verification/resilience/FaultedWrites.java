package dev.proxmoxmcp.verification.resilience;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import dev.proxmoxmcp.simulator.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Writes that meet a fault each: how often each arrived is counted where it arrives. */
final class FaultedWrites {
  private static final int LANES = 6;

  /** Long enough for a request to leave a busy machine; silence costs this much each time. */
  private static final Timeouts TIMEOUTS =
      new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(1_500));

  private static final List<Fault> FAULTS =
      List.of(
          Fault.RESET,
          Fault.HALF_ANSWER,
          Fault.SILENCE,
          Fault.LOST_ANSWER,
          Fault.HTML_PAGE,
          Fault.status(596, "Connection timed out"),
          Fault.status(500, "got lock request timeout"));

  private FaultedWrites() {}

  private record Lane(int once, int wrongly, int unsent) {}

  static List<Finding> run(Scale scale) throws IOException, InterruptedException {
    List<Future<Lane>> lanes = new ArrayList<>();
    int each = (scale.writes() + LANES - 1) / LANES;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < LANES; i++) {
        Callable<Lane> lane = () -> lane(each);
        lanes.add(threads.submit(lane));
      }
    }
    int once = 0;
    int wrongly = 0;
    int unsent = 0;
    for (Future<Lane> lane : lanes) {
      try {
        once += lane.get().once();
        wrongly += lane.get().wrongly();
        unsent += lane.get().unsent();
      } catch (ExecutionException broken) {
        throw new IOException("a lane of writes broke", broken.getCause());
      }
    }
    return List.of(
        new Finding(
            "writes that met a fault: exactly one POST",
            String.format(
                Locale.ROOT,
                "%,d of %,d%s",
                once,
                once + wrongly,
                unsent == 0 ? "" : " (" + unsent + " more never left, and said so)"),
            "all",
            wrongly == 0 && once >= each * LANES - unsent));
  }

  private static Lane lane(int writes) throws IOException, InterruptedException {
    try (Site site = Site.start(Site.USUAL_IDLE_LIMIT)) {
      BoundCluster client = site.client(TIMEOUTS, 3);
      for (int i = 0; i < 10; i++) {
        warm(client); // this JVM is young
      }
      int once = 0;
      int wrongly = 0;
      int unsent = 0;
      for (int i = 0; i < writes; i++) {
        if (i % 2 == 0) {
          warm(client); // so that every other write goes over a connection in use
        }
        site.simulated().requests().clear();
        boolean sent = write(site, client, i % (FAULTS.size() + 1));
        long arrived = arrived(site, sent);
        if (!sent && arrived == 0) {
          unsent++;
        } else if (arrived == 1) {
          once++;
        } else {
          wrongly++;
          System.err.println("  write " + i + " arrived " + arrived + " times");
        }
      }
      return new Lane(once, wrongly, unsent);
    }
  }

  /** What the client has sent may still be on its way on a busy machine. */
  private static long arrived(Site site, boolean sent) throws InterruptedException {
    for (int i = 0; sent && site.writesArrived() == 0 && i < 500; i++) {
      Thread.sleep(20);
    }
    return site.writesArrived();
  }

  private static void warm(BoundCluster client) {
    try {
      client.cluster().version();
    } catch (ProxmoxException busy) {
      System.err.println("  not warm: " + busy.getMessage());
    }
  }

  /** Whether it may have left, as far as the client says. */
  private static boolean write(Site site, BoundCluster client, int fault) {
    boolean refused = fault == FAULTS.size();
    if (refused) {
      site.simulated().node("pve1").stopsItsApi();
    } else {
      site.simulated().faults().next(100, Site::isWrite, FAULTS.get(fault));
    }
    try {
      client.guests().power(Site.machine(), PowerAction.START, PowerOptions.standard());
      return true;
    } catch (ProxmoxException told) {
      return told.delivery() != Delivery.NOT_SENT;
    } finally {
      site.simulated().faults().clear();
      if (refused) {
        site.simulated().node("pve1").comesBack();
      }
    }
  }
}
