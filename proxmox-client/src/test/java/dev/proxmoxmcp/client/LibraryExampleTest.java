package dev.proxmoxmcp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import dev.proxmoxmcp.client.task.TaskWatch;
import dev.proxmoxmcp.client.task.Upid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The client as a library: what docs/extending.md shows, as it stands there. */
class LibraryExampleTest {
  private static final String BEGIN = "    // shown from here\n";
  private static final String END = "    // to here\n";

  @Test
  void a_program_reads_and_changes_nothing_unless_its_gate_lets_it() {
    try (Lab lab = Lab.start()) {
      ClusterSettings settings = lab.settings(lab.simulated().operatorToken());
      assertThat(listed(settings, lab)).extracting(GuestResource::name).contains("web1");
    }
  }

  private static List<GuestResource> listed(ClusterSettings settings, Lab lab) {
    // shown from here
    try (Cluster cluster = Cluster.open(settings, lab.clock(), lab.clock())) {
      BoundCluster reading = cluster.through(Gate.readsOnly());
      List<GuestResource> guests = reading.guests().list();
      GuestRef first = guests.getFirst().ref();
      assertThatThrownBy(
              () -> reading.guests().power(first, PowerAction.STOP, PowerOptions.standard()))
          .isInstanceOf(Refused.class);

      List<Outgoing> seen = new ArrayList<>();
      BoundCluster mine = cluster.through(seen::add); // or throw Refused
      Upid task = mine.guests().power(first, PowerAction.REBOOT, PowerOptions.standard());
      mine.tasks().await(task, Duration.ofMinutes(1), TaskWatch.silent());
      assertThat(seen).isNotEmpty();
      return guests;
    }
    // to here
  }

  @Test
  void the_page_about_extending_shows_what_this_test_does() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "extending.md"));
    String source =
        Files.readString(Path.of("src/test/java/dev/proxmoxmcp/client/LibraryExampleTest.java"));
    String shown =
        source.substring(source.indexOf(BEGIN) + BEGIN.length(), source.lastIndexOf(END));

    assertThat(page).contains(shown.stripTrailing().stripIndent());
  }
}
