package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.app.Configuration;
import dev.proxmoxmcp.app.Connection;
import dev.proxmoxmcp.app.doctor.Here.Reading;
import dev.proxmoxmcp.app.init.Chosen;
import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.HostAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at everything that a server with some settings would need: first at this machine, then at
 * all clusters side by side. It changes nothing, and takes a minute at most.
 */
public final class Doctor {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final List<HereCheck> HERE =
      List.of(
          new JavaCheck(),
          new SettingsCheck(),
          new TwoPlacesCheck(),
          new FileModesCheck(),
          new StoreCheck(),
          new StateCheck(),
          new HttpCheck(),
          new ClientsCheck());

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
   * What was found here, then of each cluster in the order of the settings.
   *
   * @throws InterruptedException if the caller is interrupted
   */
  public List<Examined> examine(Here here) throws InterruptedException {
    List<Examined> all = new ArrayList<>();
    all.add(
        new Examined(
            Examined.HERE,
            here.file().map(Object::toString).orElse(""),
            HERE.stream().flatMap(check -> check.look(here).stream()).toList()));
    if (here.reading() instanceof Reading.Usable(Configuration settings)) {
      all.addAll(
          SideBySide.of(
              settings.clusters(),
              LIMIT,
              connection -> examine(connection, wanted(here, connection)),
              Doctor::tookTooLong));
    }
    return all;
  }

  private Wanted wanted(Here here, Connection connection) {
    return new Wanted(
        allowed,
        here.file().flatMap(file -> Chosen.of(file, connection.settings())),
        here.configOption());
  }

  private Examined examine(Connection connection, Wanted wanted) throws InterruptedException {
    try (Cluster cluster = Cluster.open(connection.settings(), clock, pause)) {
      return examined(
          connection, new ClusterExamination(connection, cluster, clock, wanted).findings());
    } catch (IllegalArgumentException unreadable) {
      // All else was checked when the settings were read: it is the file of the authorities.
      return examined(
          connection,
          List.of(
              Finding.problem(
                  Check.CERTIFICATE,
                  connection.trustPlace() + ": " + unreadable.getMessage() + ".",
                  Mend.runOn("a node", "cat /etc/pve/pve-root-ca.pem"),
                  Mend.todo("Put what that shows into the file that the settings name."))));
    }
  }

  private static Examined tookTooLong(Connection connection) {
    return examined(
        connection,
        List.of(
            Finding.problem(
                Check.PORT,
                "Its hosts took longer than %d s; what was found by then is lost."
                    .formatted(LIMIT.toSeconds()),
                Mend.todo("Look at one cluster by itself: `--config FILE` with that one alone."))));
  }

  private static Examined examined(Connection connection, List<Finding> findings) {
    return new Examined(
        connection.settings().name(),
        connection.settings().hosts().stream()
            .map(HostAddress::toString)
            .collect(Collectors.joining(", ")),
        findings);
  }
}
