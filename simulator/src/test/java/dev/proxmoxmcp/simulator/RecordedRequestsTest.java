package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedRequestsTest {
  private final RecordedRequests requests = new RecordedRequests();

  private void arrives(int number) {
    String path = "/" + number;
    requests.add(new RecordedRequest("GET", path, path, Map.of(), "", Instant.EPOCH));
  }

  @Test
  void all_are_counted_and_the_latest_are_kept() {
    for (int number = 0; number <= RecordedRequests.KEPT; number++) {
      arrives(number);
    }

    assertThat(requests.count()).isEqualTo(RecordedRequests.KEPT + 1);
    assertThat(requests.list()).hasSize(RecordedRequests.KEPT);
    assertThat(requests.list().getFirst().path()).isEqualTo("/1");
  }

  @Test
  void a_list_is_a_copy() {
    arrives(1);
    var before = requests.list();
    arrives(2);

    assertThat(before).hasSize(1);
  }
}
