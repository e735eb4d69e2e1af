package dev.proxmoxmcp.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.dashboard.PageLab.Visit;
import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.plan.Approval;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.Standing;
import dev.proxmoxmcp.testkit.Browser.Page;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page as a person uses it, in a browser without scripts. */
class ApprovalPagesTest {
  private final PageLab lab = new PageLab();

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void a_person_who_logged_in_approves_a_plan() throws IOException {
    Plan plan = lab.plan();

    Visit shown = lab.person(plan);
    assertThat(shown.page().body()).contains("stop of VM 100", "1. POST /nodes/pve1/qemu/100");
    Page done = shown.submit("/approve", Map.of()).page();

    assertThat(done.status()).isEqualTo(200);
    assertThat(done.body()).contains("Approved: stop of VM 100", plan.id().text());
    assertThat(lab.desk.find(plan.id()).map(Plan::standing))
        .contains(new Standing.Approved(new Approval("ann", "page"), lab.now.get()));
    assertThat(lab.trail(Event.APPROVED))
        .singleElement()
        .extracting(AuditEntry::toString)
        .asString()
        .contains("page");
  }

  @Test
  void an_approval_that_is_sent_again_finds_the_plan_decided_about() throws IOException {
    Plan plan = lab.plan();
    Visit shown = lab.person(plan);
    shown.submit("/approve", Map.of());

    Page again = shown.submit("/approve", Map.of()).page();

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.body()).contains("was decided about already");
    assertThat(lab.trail(Event.APPROVED)).hasSize(1);
  }

  @Test
  void a_plan_that_is_not_the_one_that_was_shown_is_not_approved() throws IOException {
    Plan plan = lab.plan();
    Visit shown = lab.person(plan);

    Page done = shown.submit("/approve", Map.of("digest", "0".repeat(64))).page();

    assertThat(done.status()).isEqualTo(409);
    assertThat(lab.trail(Event.APPROVED)).isEmpty();
  }

  @Test
  void a_plan_that_was_denied_is_gone() throws IOException {
    Plan plan = lab.plan();
    Visit shown = lab.person(plan);

    assertThat(shown.submit("/deny", Map.of()).page().body())
        .contains("Denied: stop of VM 100. Nobody can run it any more.");

    assertThat(lab.desk.waiting()).isEmpty();
    assertThat(shown.submit("/approve", Map.of()).page().status()).isEqualTo(409);
    assertThat(shown.browser().open("/approvals/" + plan.id()).status()).isEqualTo(404);
    assertThat(lab.trail(Event.APPROVED)).isEmpty();
  }

  @Test
  void all_that_waits_is_listed_with_links() throws IOException {
    Plan plan = lab.plan();
    lab.plan("reboot of CT 203", Set.of());
    Visit person = lab.person(plan);

    Page list = person.browser().open("/approvals");

    assertThat(list.body())
        .contains("href=\"/approvals/" + plan.id() + "\"", "stop of VM 100", "reboot of CT 203");
  }

  @Test
  void a_protected_guest_wants_its_name_typed() throws IOException {
    Plan plan = lab.plan("stop of VM 100", Set.of("mcp-protect"));
    Visit shown = lab.person(plan);
    assertThat(shown.page().body()).contains("The guest is protected; type its name");

    Visit wrong = shown.submit("/approve", Map.of("name", "another"));
    assertThat(wrong.page().status()).isEqualTo(422);
    assertThat(wrong.page().body()).contains("That is not the name of the guest");
    assertThat(lab.trail(Event.APPROVED)).isEmpty();

    assertThat(wrong.submit("/approve", Map.of("name", "web")).page().status()).isEqualTo(200);
    assertThat(lab.trail(Event.APPROVED)).hasSize(1);
  }

  @Test
  void a_wrong_passphrase_shows_nothing_of_the_plan() throws IOException {
    Plan plan = lab.plan();
    Visit visit = lab.visit(plan);
    assertThat(visit.page().body()).doesNotContain("stop of VM");

    Visit wrong = visit.login("something quite else");

    assertThat(wrong.page().status()).isEqualTo(403);
    assertThat(wrong.page().body())
        .contains("That is not the passphrase.")
        .doesNotContain("stop of VM");
    assertThat(wrong.browser().open("/approvals/" + plan.id()).body()).doesNotContain("stop of VM");
    assertThat(wrong.login(PageLab.PASSPHRASE).page().body()).contains("stop of VM 100");
  }

  @Test
  void who_guesses_on_the_page_has_to_wait() throws IOException {
    Visit visit = lab.visit(lab.plan());
    for (int guess = 0; guess < 3; guess++) {
      visit.login("a guess, number " + guess);
    }

    Page right = visit.login(PageLab.PASSPHRASE).page();

    assertThat(right.status()).isEqualTo(429);
    assertThat(right.header("Retry-After")).isNotEmpty();
    assertThat(right.body())
        .contains("The last passphrase was wrong; try again in")
        .doesNotContain("stop of VM");
    lab.later(Duration.ofSeconds(6));
    assertThat(visit.login(PageLab.PASSPHRASE).page().body()).contains("stop of VM 100");
  }

  @Test
  void without_a_passphrase_the_page_says_how_to_set_one() throws IOException {
    lab.set = false;

    assertThat(lab.visit(lab.plan()).page().body())
        .contains("proxmox-mcp approval-passphrase")
        .doesNotContain("<form");
  }

  @Test
  void a_session_ends_after_ten_minutes() throws IOException {
    Visit person = lab.person(lab.plan());
    lab.later(PageLab.LIFE.minusSeconds(1));
    Plan late = lab.plan();
    Page shown = person.browser().open("/approvals/" + late.id());
    lab.later(Duration.ofSeconds(2));

    assertThat(person.browser().submit(shown, "/approve", Map.of()).status()).isEqualTo(403);
    assertThat(lab.trail(Event.APPROVED)).isEmpty();
    assertThat(person.browser().open("/approvals").body()).doesNotContain("stop of VM");
  }

  @Test
  void a_session_ends_when_its_person_logs_out() throws IOException {
    Plan plan = lab.plan();
    Visit person = lab.person(plan);
    Map<String, String> cookies = Map.copyOf(person.browser().cookies());

    assertThat(person.submit("/logout", Map.of()).page().body()).contains("You are logged out.");

    person.browser().cookies().putAll(cookies);
    assertThat(person.submit("/approve", Map.of()).page().status()).isEqualTo(403);
    assertThat(lab.trail(Event.APPROVED)).isEmpty();
  }
}
