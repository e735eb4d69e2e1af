package dev.proxmoxmcp.verification.resilience;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Freshness;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import dev.proxmoxmcp.simulator.Fault;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What is left over of many calls, most of which go well: threads, sockets, open files and live
 * heap, of this whole process with the simulated cluster in it. "The start" is after a first tenth
 * of the same calls, when everything that is kept has been made.
 */
final class Leftovers {
  private static final int CALLERS = 16;
  private static final double TOLERANCE = 1.05;

  /** Longer than an idle connection lives on either side, and than a thread without work. */
  private static final Duration SETTLING = Duration.ofSeconds(8);

  private Leftovers() {}

  /**
   * What the process holds.
   *
   * @param files all descriptors, sockets among them
   * @param heap live bytes
   */
  private record Held(int threads, long sockets, long files, long heap) {}

  static List<Finding> run(Scale scale) throws IOException, InterruptedException {
    try (Site site = Site.start(Site.USUAL_IDLE_LIMIT)) {
      BoundCluster client =
          site.client(new Timeouts(Duration.ofSeconds(2), Duration.ofMillis(1_500)), 3);
      AtomicInteger failed = new AtomicInteger();
      calls(site, client, Math.max(500, scale.mixedCalls() / 10), failed);
      Held before = settled(site);
      failed.set(0);
      calls(site, client, scale.mixedCalls(), failed);
      Held after = settled(site);
      return compared(scale.mixedCalls(), failed.get(), before, after);
    }
  }

  private static void calls(Site site, BoundCluster client, int count, AtomicInteger failed)
      throws InterruptedException {
    List<Future<?>> ended = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < CALLERS; caller++) {
        int from = caller;
        ended.add(
            callers.submit(() -> {
              for (int i = from; i < count; i += CALLERS) {
                call(site, client, i, failed);
              }
            }));
      }
    }
    ended.forEach(Future::resultNow);
  }

  /** Every tenth call meets a fault; writes always do, since a task that is done is remembered. */
  private static void call(Site site, BoundCluster client, int i, AtomicInteger failed) {
    try {
      switch (i % 10) {
        case 0 -> {
          Fault fault =
              switch (i / 10 % 4) {
                case 0 -> Fault.RESET;
                case 1 -> Fault.HALF_ANSWER;
                case 2 -> i % 400 == 20 ? Fault.SILENCE : Fault.HTML_PAGE;
                default -> Fault.status(596, "Connection timed out");
              };
          site.simulated().faults().next(Site::isWrite, fault);
          client.guests().power(Site.machine(), PowerAction.START, PowerOptions.standard());
        }
        case 1 -> {
          site.simulated().faults().nextAt("/version", Fault.RESET);
          client.cluster().version();
        }
        case 2, 3 -> client.reading(Freshness.RECENT).guests().list();
        case 4 -> client.guests().list();
        case 5 -> client.cluster().status();
        case 6 -> client.nodes().status(new NodeName("pve2"));
        case 7 -> client.guests().status(Site.machine());
        default -> client.cluster().version();
      }
    } catch (ProxmoxException told) {
      failed.incrementAndGet();
    }
  }

  private static Held settled(Site site) throws IOException, InterruptedException {
    site.simulated().faults().clear();
    site.simulated().requests().clear();
    Thread.sleep(SETTLING);
    Held least = held();
    for (int i = 0; i < 5; i++) {
      Thread.sleep(Duration.ofSeconds(1));
      Held now = held();
      least =
          new Held(
              Math.min(least.threads(), now.threads()),
              Math.min(least.sockets(), now.sockets()),
              Math.min(least.files(), now.files()),
              Math.min(least.heap(), now.heap()));
    }
    return least;
  }

  private static Held held() throws IOException {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    List<String> open = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      for (Path file : files.toList()) {
        if (Files.isSymbolicLink(file)) {
          open.add(target(file));
        }
      }
    }
    return new Held(
        ManagementFactory.getThreadMXBean().getThreadCount(),
        open.stream().filter(name -> name.startsWith("socket:")).count(),
        open.size(),
        heap);
  }

  /** "" for one that was closed since it was listed, as that of the listing itself. */
  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  private static List<Finding> compared(int calls, int failed, Held before, Held after) {
    String what = String.format(Locale.ROOT, "after %,d calls (%,d failed): ", calls, failed);
    return List.of(
        finding(what + "threads", before.threads(), after.threads(), ""),
        finding(what + "sockets", before.sockets(), after.sockets(), ""),
        finding(what + "open files", before.files(), after.files(), ""),
        finding(what + "live heap", before.heap() >> 10, after.heap() >> 10, " KiB"));
  }

  private static Finding finding(String what, long before, long after, String unit) {
    return new Finding(
        what,
        String.format(Locale.ROOT, "%,d%s (start %,d%s)", after, unit, before, unit),
        "start + 5 %",
        after <= before * TOLERANCE);
  }
}
