package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.ClusterSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Looks at everything that a server with some settings would need, and changes nothing. */
public final class Doctor {
  private final InstantSource clock;
  private final Pause pause;
  private final Set<Tier> allowed;

  /**
   * @param allowed what a server would allow: the rights for it are looked at
   */
  public Doctor(InstantSource clock, Pause pause, Set<Tier> allowed) {
    this.clock = clock;
    this.pause = pause;
    this.allowed = Set.copyOf(allowed);
  }

  /**
   * What was found of each cluster, in their order; they are looked at side by side.
   *
   * @throws InterruptedException if the caller is interrupted
   */
  public List<Examined> examine(List<ClusterSettings> clusters) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Examined>> running = new ArrayList<>();
      clusters.forEach(one -> running.add(threads.submit(() -> examine(one))));
      List<Examined> all = new ArrayList<>();
      for (Future<Examined> one : running) {
        all.add(one.get());
      }
      return all;
    } catch (ExecutionException defect) {
      throw new IllegalStateException(defect.getCause());
    }
  }

  private Examined examine(ClusterSettings settings) throws InterruptedException {
    try (Cluster cluster = Cluster.open(settings, clock, pause)) {
      return new ClusterExamination(settings, cluster, clock, allowed).examine();
    } catch (IllegalArgumentException unreadable) {
      // All else was checked when the settings were read: it is the file of the authorities.
      return new Examined(
          settings.name(),
          settings.host().toString(),
          List.of(
              Finding.problem(
                  "trust", String.valueOf(unreadable.getMessage()) + ".", "see ca-file")));
    }
  }
}
