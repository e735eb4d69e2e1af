package dev.proxmoxmcp.verification.resilience;

import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedStorage;
import dev.proxmoxmcp.verification.resilience.ServedProgram.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;

/**
 * One storage of ten hangs, and what the program's tools say of all ten: when the nodes have
 * noticed, and before, when a node that is asked for its content does not answer.
 */
final class HungStorage {
  private static final String HUNG = "share7";
  private static final String ALL_VOLUMES = "{\"limit\":1000}";
  private static final int OVERVIEWS = 5;
  private static final Duration AT_ONCE = Duration.ofMillis(1_500);

  /** The budget of a search for volumes, 10 s, and as much as an overview has for all else. */
  private static final Duration SEARCH = Duration.ofMillis(11_500);

  /** Longer than an answer that is only shown is used again. */
  private static final Duration STALE = Duration.ofMillis(2_200);

  private HungStorage() {}

  static List<Finding> run(Scale scale) throws IOException, InterruptedException {
    try (SimulatedCluster cluster =
            SimulatedCluster.homelab().clock(InstantSource.system()).storages(10).start();
        ServedProgram program = ServedProgram.start(cluster, cluster.adminToken())) {
      List<String> others =
          cluster.storages().stream()
              .map(SimulatedStorage::name)
              .filter(name -> !name.equals(HUNG))
              .toList();
      warm(program);
      cluster
          .faults()
          .all(request -> request.apiPath().endsWith("/" + HUNG + "/content"), Fault.SILENCE);
      Answer unnoticed = program.call("volume_list", ALL_VOLUMES);
      cluster.faults().clear();
      cluster.storage(HUNG).hangs();
      Answer overview = slowestOverview(program);
      return List.of(
          finding("cluster_overview", overview, others, HungStorage::row, AT_ONCE),
          finding(
              "storage_list",
              program.call("storage_list", "{}"),
              others,
              HungStorage::row,
              AT_ONCE),
          finding(
              "volume_list",
              program.call("volume_list", ALL_VOLUMES),
              others,
              HungStorage::volume,
              AT_ONCE),
          finding("volume_list, unnoticed", unnoticed, others, HungStorage::volume, SEARCH));
    }
  }

  /** This young JVM, while all is well. */
  private static void warm(ServedProgram program) throws IOException {
    for (int i = 0; i < 5; i++) {
      program.call("cluster_overview", "{}");
      program.call("storage_list", "{}");
      program.call("volume_list", ALL_VOLUMES);
    }
  }

  /** Each read anew. */
  private static Answer slowestOverview(ServedProgram program)
      throws IOException, InterruptedException {
    Answer slowest = new Answer("", false, -1);
    for (int i = 0; i < OVERVIEWS; i++) {
      Thread.sleep(STALE);
      Answer answer = program.call("cluster_overview", "{}");
      if (answer.millis() > slowest.millis()) {
        slowest = answer;
      }
    }
    return slowest;
  }

  private static Finding finding(
      String what,
      Answer answer,
      List<String> others,
      BiPredicate<String, String> shows,
      Duration limit) {
    long shown = others.stream().filter(name -> shows.test(answer.text(), name)).count();
    boolean named = names(answer.text());
    boolean met =
        !answer.error()
            && shown == others.size()
            && !shows.test(answer.text(), HUNG)
            && named
            && answer.millis() <= limit.toMillis();
    if (!met) {
      System.err.println(answer.text());
    }
    return new Finding(
        "one of ten storages hung: " + what,
        String.format(
            Locale.ROOT,
            "%d shown, the hung one %s, %,d ms",
            shown,
            named ? "named" : "NOT NAMED",
            answer.millis()),
        String.format(Locale.ROOT, "9 in %,d ms", limit.toMillis()),
        met);
  }

  /** Whether a table tells something of a storage. */
  private static boolean row(String text, String storage) {
    return text.lines()
        .anyMatch(line -> line.startsWith(storage + "\t") && !line.contains("not available"));
  }

  /** Whether one of its volumes is listed. */
  private static boolean volume(String text, String storage) {
    return text.contains("\"" + storage + ":");
  }

  /** Whether a sentence, or its row, says that it does not answer. */
  private static boolean names(String text) {
    return text.lines()
        .anyMatch(line ->
            line.contains("storage " + HUNG + " is not available")
                || line.contains("Not shown: storage " + HUNG + ": ")
                || (line.startsWith(HUNG + "\t") && line.contains("not available")));
  }
}
