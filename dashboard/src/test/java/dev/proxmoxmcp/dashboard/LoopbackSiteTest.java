package dev.proxmoxmcp.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.dashboard.PageLab.Visit;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.testkit.Browser;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The listener of a server that serves no HTTP: there while it is used. */
@Timeout(60)
class LoopbackSiteTest {
  private final PageLab lab = new PageLab();

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void every_link_leads_to_the_one_listener_and_differs() {
    Plan plan = lab.plan();

    URI one = lab.link(plan);
    URI other = lab.link(plan);

    assertThat(one.getHost()).isEqualTo("127.0.0.1");
    assertThat(one.getPort()).isEqualTo(other.getPort());
    assertThat(one.getPath()).isEqualTo("/approvals/" + plan.id());
    assertThat(one.getQuery()).matches("once=[A-Za-z0-9_-]{43}").isNotEqualTo(other.getQuery());
  }

  @Test
  void who_uses_it_keeps_it_open_and_it_closes_after_a_while() throws Exception {
    Visit person = lab.person(lab.plan());
    lab.later(Duration.ofMinutes(10));
    person.browser().open("/approvals/style.css");
    lab.later(Duration.ofMinutes(10));
    lab.look();
    assertThat(person.browser().open("/approvals/style.css").status()).isEqualTo(200);

    lab.later(Duration.ofMinutes(16));
    lab.look();

    assertThatThrownBy(() -> askUntilItIsGone(person.browser()))
        .isInstanceOf(ConnectException.class);
    assertThat(lab.visit(lab.plan()).page().status()).isEqualTo(200);
  }

  /** By another name, which it does not count as a use. */
  private static void askUntilItIsGone(Browser browser) throws ConnectException {
    while (true) {
      try {
        browser.sent("GET", "/", Map.of("Host", "nobody"), "");
      } catch (ConnectException gone) {
        throw gone;
      } catch (IOException ending) {
        Thread.onSpinWait(); // it was let in, and the listener ended before it was answered
      }
    }
  }

  @Test
  void nothing_else_is_served_there() throws IOException {
    Visit person = lab.person(lab.plan());

    assertThat(person.browser().open("/mcp").status()).isEqualTo(404);
    assertThat(person.browser().open("/approvals-and-more").status()).isEqualTo(404);
    assertThat(person.browser().open("/").status()).isEqualTo(404);
  }
}
