package dev.proxmoxmcp.simulator;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordedRequestsTest {
  private final RecordedRequests requests = new RecordedRequests();

  private void arrives(int number) {
    String path = "/" + number;
    requests.add(new RecordedRequest("GET", path, path, Map.of(), "", "pve1", Instant.EPOCH));
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
  void large_ones_are_kept_in_smaller_number() {
    String large = "x".repeat(500_000);
    for (int number = 0; number < 40; number++) {
      requests.add(
          new RecordedRequest(
              "POST", "/", "/", Map.of("text", large + number), "", "pve1", Instant.EPOCH));
    }

    assertThat(requests.count()).isEqualTo(40);
    assertThat(requests.list())
        .hasSize(31)
        .last()
        .extracting(request -> request.parameters().get("text"))
        .isEqualTo(large + 39);
  }

  @Test
  void many_small_parameters_count_for_what_they_take() {
    Map<String, String> small =
        IntStream.range(0, 10_000).boxed().collect(toMap(String::valueOf, _ -> ""));
    for (int number = 0; number < 40; number++) {
      requests.add(new RecordedRequest("POST", "/", "/", small, "", "pve1", Instant.EPOCH));
    }

    assertThat(requests.list()).hasSizeLessThan(40);
  }

  @Test
  void large_ones_that_are_forgotten_leave_room_for_the_usual_number() {
    String large = "x".repeat(500_000);
    for (int number = 0; number < 40; number++) {
      requests.add(
          new RecordedRequest("POST", "/", "/", Map.of("text", large), "", "pve1", Instant.EPOCH));
    }
    for (int number = 0; number < RecordedRequests.KEPT; number++) {
      arrives(number);
    }

    assertThat(requests.list()).hasSize(RecordedRequests.KEPT);
  }

  @Test
  void a_list_is_a_copy() {
    arrives(1);
    var before = requests.list();
    arrives(2);

    assertThat(before).hasSize(1);
  }
}
