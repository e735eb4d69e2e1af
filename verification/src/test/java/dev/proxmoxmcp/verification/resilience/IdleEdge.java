package dev.proxmoxmcp.verification.resilience;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls with pauses around the limit after which the host closes an idle connection, both sides
 * scaled down alike: 5 s of pveproxy and 4 s of the client become 1,000 and 800 ms.
 */
final class IdleEdge {
  private static final Duration HOSTS = Duration.ofSeconds(1);
  private static final Duration CLIENTS = Duration.ofMillis(800);
  private static final int LANES = 60;
  private static final int WRITE_EVERY = 5;

  private IdleEdge() {}

  static List<Finding> run(Scale scale) throws IOException, InterruptedException {
    int each = (scale.idleCalls() + LANES - 1) / LANES;
    AtomicInteger errors = new AtomicInteger();
    AtomicInteger writes = new AtomicInteger();
    try (Site site = Site.start(HOSTS)) {
      List<BoundCluster> clients = new ArrayList<>();
      for (int i = 0; i < LANES / 4; i++) {
        clients.add(site.client(Timeouts.standard().withIdle(CLIENTS)));
      }
      List<Future<Integer>> ended = new ArrayList<>();
      try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < LANES; i++) {
          int lane = i;
          ended.add(
              lanes.submit(() -> {
                lane(clients.get(lane % clients.size()), lane, each, errors, writes);
                return lane;
              }));
        }
      }
      ended.forEach(Future::resultNow);
      long arrived = site.writesArrived();
      return List.of(
          new Finding(
              "calls around the idle limit: errors",
              String.format(Locale.ROOT, "%d of %,d", errors.get(), each * LANES),
              "0",
              errors.get() == 0),
          new Finding(
              "calls around the idle limit: writes repeated",
              String.format(Locale.ROOT, "%d of %,d", arrived - writes.get(), writes.get()),
              "0",
              arrived == writes.get() && writes.get() > 0));
    }
  }

  private static void lane(
      BoundCluster client, int lane, int calls, AtomicInteger errors, AtomicInteger writes)
      throws InterruptedException {
    SplittableRandom random = new SplittableRandom(lane);
    for (int i = 0; i < calls; i++) {
      try {
        if (i % WRITE_EVERY == 0) {
          writes.incrementAndGet();
          client.guests().power(Site.machine(), PowerAction.START, PowerOptions.standard());
        } else {
          client.cluster().version();
        }
      } catch (ProxmoxException failed) {
        errors.incrementAndGet();
        System.err.println("  " + failed.getMessage());
      }
      Thread.sleep(random.nextLong(CLIENTS.toMillis() - 150, HOSTS.toMillis() + 150));
    }
  }
}
