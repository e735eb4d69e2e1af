package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.client.Delivery;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.junit.jupiter.api.Test;

class AnswerCollectorTest {
  @Test
  void a_request_of_which_nothing_is_ever_heard_is_given_up() {
    Request silent = new HttpClient().newRequest("https://localhost/");
    AnswerCollector answer = new AnswerCollector(silent, _ -> true);

    assertThatThrownBy(() -> answer.get(Duration.ofMillis(1)))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TimeoutException.class);

    assertThat(silent.getAbortCause()).isInstanceOf(TimeoutException.class);
    assertThat(answer.delivery()).isEqualTo(Delivery.NOT_SENT);
  }
}
