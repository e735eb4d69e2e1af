package dev.proxmoxmcp.verification.resilience;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.simulator.SimulatedNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * One of three nodes is lost under 50 reads a second: the one that the settings name. Counted are
 * the reads that another node can answer, from the moment at which each was due.
 */
final class MemberLoss {
  private static final int PER_SECOND = 50;
  private static final double SHARE = 0.999;
  private static final Duration P99 = Duration.ofMillis(2_500);

  private MemberLoss() {}

  private record Read(boolean answered, long millis, String error) {}

  static List<Finding> run(Scale scale) throws IOException, InterruptedException {
    List<Finding> findings = new ArrayList<>(lose("refused", SimulatedNode::stopsItsApi, scale));
    findings.addAll(lose("black-holed", SimulatedNode::isBlackHoled, scale));
    return findings;
  }

  private static List<Finding> lose(String how, Consumer<SimulatedNode> fault, Scale scale)
      throws IOException, InterruptedException {
    try (Site site = Site.start(Site.USUAL_IDLE_LIMIT)) {
      BoundCluster client = site.client(Timeouts.standard());
      site.awaitMembers(client);
      warm(client);
      fault.accept(site.simulated().node("pve1"));
      return found(how, reads(client, scale.loss()));
    }
  }

  /** Until this young JVM keeps up with the reads, with open connections to everybody. */
  private static void warm(BoundCluster client) throws InterruptedException {
    for (int round = 0; round < 10; round++) {
      List<Read> reads = reads(client, Duration.ofSeconds(2));
      if (round > 0 && reads.stream().allMatch(read -> read.millis() < 250)) {
        return;
      }
    }
  }

  private static List<Read> reads(BoundCluster client, Duration length)
      throws InterruptedException {
    long count = length.toSeconds() * PER_SECOND;
    List<Future<Read>> under = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      long began = System.nanoTime();
      for (int i = 0; i < count; i++) {
        long due = began + i * (1_000_000_000L / PER_SECOND);
        long ahead = due - System.nanoTime();
        if (ahead > 0) {
          Thread.sleep(Duration.ofNanos(ahead));
        }
        int kind = i;
        under.add(callers.submit(() -> read(client, kind, due)));
      }
    }
    return under.stream().map(Future::resultNow).toList();
  }

  private static Read read(BoundCluster client, int kind, long due) {
    try {
      switch (kind % 5) {
        case 0 -> client.cluster().version();
        case 1 -> client.guests().list();
        case 2 -> client.cluster().status();
        case 3 -> client.nodes().status(new NodeName("pve2"));
        default -> client.guests().status(Site.machine());
      }
      return new Read(true, (System.nanoTime() - due) / 1_000_000, "");
    } catch (ProxmoxException failed) {
      return new Read(false, (System.nanoTime() - due) / 1_000_000, failed.getMessage());
    }
  }

  private static List<Finding> found(String how, List<Read> reads) {
    long answered = reads.stream().filter(Read::answered).count();
    reads.stream()
        .filter(read -> !read.answered())
        .limit(3)
        .forEach(read -> System.err.println("  " + read.millis() + " ms: " + read.error()));
    List<Long> times = reads.stream().map(Read::millis).sorted().toList();
    long p99 = times.get((int) Math.min(times.size() - 1L, times.size() * 99L / 100));
    double share = (double) answered / reads.size();
    String lost = "one of three nodes " + how;
    return List.of(
        new Finding(
            lost + ": reads answered",
            String.format(Locale.ROOT, "%.2f %% of %,d", share * 100, reads.size()),
            ">= 99.9 %",
            share >= SHARE),
        new Finding(
            lost + ": time of 99 in 100",
            String.format(
                Locale.ROOT,
                "%,d ms (half %,d ms, longest %,d ms)",
                p99,
                times.get(times.size() / 2),
                times.getLast()),
            "< 2,500 ms",
            p99 < P99.toMillis()));
  }
}
