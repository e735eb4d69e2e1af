package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private final RetryBudget budget = new RetryBudget();

  private long taken(int wanted) {
    return IntStream.range(0, wanted).filter(_ -> budget.take()).count();
  }

  @Test
  void there_is_a_reserve_and_no_more() {
    assertThat(taken(100)).isEqualTo(32);
  }

  @Test
  void an_outage_costs_a_fifth_more_requests_and_not_three_times_as_many() {
    assertThat(taken(32)).isEqualTo(32);

    long retries = 0;
    for (int call = 0; call < 1_000; call++) {
      budget.call();
      retries += taken(2);
    }

    assertThat(retries).isEqualTo(200);
  }

  @Test
  void calls_that_go_well_fill_the_reserve_and_not_more() {
    for (int call = 0; call < 1_000; call++) {
      budget.call();
    }

    assertThat(taken(100)).isEqualTo(32);
  }
}
