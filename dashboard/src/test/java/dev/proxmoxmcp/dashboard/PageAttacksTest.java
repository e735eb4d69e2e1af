package dev.proxmoxmcp.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.dashboard.PageLab.Visit;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.Standing;
import dev.proxmoxmcp.testkit.Browser;
import dev.proxmoxmcp.testkit.Browser.Page;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What others make a person's browser do, and what they put before him. */
class PageAttacksTest {
  private final PageLab lab = new PageLab();

  @AfterEach
  void close() {
    lab.close();
  }

  static Stream<Map<String, String>> headersOfOtherPages() {
    return Stream.of(
        Map.of("Origin", "https://evil.example"),
        Map.of("Origin", "http://127.0.0.1:1"),
        Map.of("Origin", "null"),
        Map.of("Origin", ""),
        Map.of("Sec-Fetch-Site", "cross-site"),
        Map.of("Sec-Fetch-Site", "same-site"));
  }

  @ParameterizedTest
  @MethodSource("headersOfOtherPages")
  void a_form_that_another_page_sends_is_refused(Map<String, String> headers) throws IOException {
    Plan plan = lab.plan();
    Visit person = lab.person(plan);

    Page answer =
        person
            .browser()
            .post(person.page().action("/approve"), person.page().fields("/approve"), headers);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("sent from another page");
    assertThat(waits(plan)).isTrue();
  }

  @Test
  void a_form_without_the_token_of_its_session_is_refused() throws IOException {
    Plan plan = lab.plan();
    Visit person = lab.person(plan);
    Visit other = lab.person(plan);
    Map<String, String> fields = person.page().fields("/approve");
    String denying = String.valueOf(person.page().fields("/deny").get("token"));
    String ofAnother = String.valueOf(other.page().fields("/approve").get("token"));

    for (String token : List.of("", "AAAA", denying, ofAnother)) {
      Map<String, String> forged = new HashMap<>(fields);
      forged.put("token", token);
      assertThat(person.browser().post(person.page().action("/approve"), forged, Map.of()).status())
          .as(token)
          .isEqualTo(403);
    }
    assertThat(waits(plan)).isTrue();
  }

  @Test
  void nobody_is_logged_in_by_a_form_of_another_visit() throws IOException {
    Plan plan = lab.plan();
    Visit one = lab.visit(plan);
    Visit other = lab.visit(plan);
    Map<String, String> fields = new HashMap<>(other.page().fields("/login"));
    fields.put("passphrase", PageLab.PASSPHRASE);

    assertThat(one.browser().post("/approvals/login", fields, Map.of()).status()).isEqualTo(403);
    one.browser().cookies().clear();
    assertThat(one.browser().post("/approvals/login", fields, Map.of()).status()).isEqualTo(403);
  }

  @Test
  void a_cookie_of_a_persons_own_making_is_no_session() throws IOException {
    Plan plan = lab.plan();
    Visit person = lab.person(plan);
    String name = session(person.browser());
    person.browser().cookies().put(name, "A".repeat(43));

    assertThat(person.submit("/approve", Map.of()).page().status()).isEqualTo(403);
    assertThat(waits(plan)).isTrue();
  }

  @Test
  void every_answer_forbids_frames_scripts_and_copies() throws IOException {
    Plan plan = lab.plan();
    Visit visit = lab.visit(plan);
    Visit person = lab.person(plan);
    Browser browser = person.browser();

    for (Page page :
        List.of(
            visit.page(),
            person.page(),
            browser.open("/approvals"),
            browser.open("/approvals/style.css"),
            browser.open("/approvals/nothing"),
            browser.sent("PUT", "/approvals", Map.of(), ""),
            browser.post("/approvals/logout", Map.of(), Map.of("Origin", "null")))) {
      assertThat(page.header("Content-Security-Policy"))
          .isEqualTo(
              "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none';"
                  + " base-uri 'none'");
      assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(page.header("Cache-Control")).isEqualTo("no-store");
      assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
      assertThat(page.body()).doesNotContain("<script", "style=", "onclick");
    }
  }

  @Test
  void what_a_guest_is_called_is_shown_and_never_run() throws IOException {
    Plan plan =
        lab.plan("stop of \"<script>alert(1)</script>\" & '</pre><form action=//evil>'", Set.of());
    Visit person = lab.person(plan);

    for (Page page :
        List.of(
            person.page(),
            person.browser().open("/approvals"),
            person.submit("/approve", Map.of()).page())) {
      assertThat(page.body())
          .contains("&quot;&lt;script&gt;alert(1)&lt;/script&gt;&quot; &amp; &#39;&lt;/pre&gt;")
          .doesNotContain("<script", "<form action=");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "127.0.0.1", "127.0.0.1:1"})
  void another_name_in_host_is_refused(String host) throws IOException {
    Plan plan = lab.plan();
    Visit person = lab.person(plan);

    Page answer = person.browser().sent("GET", "/approvals/" + plan.id(), Map.of("Host", host), "");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).doesNotContain("stop of VM");
  }

  @Test
  void a_link_opens_the_page_once() throws IOException {
    URI link = lab.link(lab.plan());
    String path = link.getPath() + "?" + link.getQuery();
    Browser first = new Browser(link);
    assertThat(first.open(path).status()).isEqualTo(200);

    Page second = new Browser(link).open(path);

    assertThat(second.status()).isEqualTo(403);
    assertThat(second.body()).contains("opens by a link, once").doesNotContain("<form");
    assertThat(first.open(link.getPath()).status())
        .as("who came by the link goes on")
        .isEqualTo(200);
  }

  @Test
  void without_a_link_or_after_its_time_the_page_does_not_open() throws IOException {
    URI link = lab.link(lab.plan());
    assertThat(new Browser(link).open(link.getPath()).status()).isEqualTo(403);
    assertThat(new Browser(link).open(link.getPath() + "?once=AAAA").status()).isEqualTo(403);
    Visit visit = lab.visit(lab.plan());

    lab.later(PageLab.LIFE);

    assertThat(new Browser(link).open(link.getPath() + "?" + link.getQuery()).status())
        .isEqualTo(403);
    assertThat(visit.browser().open(link.getPath()).status()).isEqualTo(403);
  }

  @Test
  void cookies_are_for_this_page_alone_and_for_tls_alone_where_there_is_some() throws IOException {
    Visit visit = lab.visit(lab.plan());
    assertThat(visit.page().header("Set-Cookie"))
        .contains("HttpOnly", "SameSite=Strict", "Max-Age=600", "Path=/approvals");
    Map<String, String> fields = new HashMap<>(visit.page().fields("/login"));
    fields.put("passphrase", PageLab.PASSPHRASE);
    String authority = lab.link(lab.plan()).getAuthority();

    Page secure =
        visit.browser().post("/approvals/login", fields, Map.of("Origin", "https://" + authority));

    assertThat(secure.body()).contains("stop of VM 100");
    String name = session(visit.browser());
    assertThat(name).startsWith("__Host-");
    String value = visit.browser().cookies().remove(name);
    visit.browser().cookies().put(name.substring("__Host-".length()), String.valueOf(value));
    assertThat(visit.browser().open("/approvals").body())
        .as("the same value in a cookie that goes without TLS")
        .doesNotContain("stop of VM");
  }

  @Test
  void what_is_no_form_or_too_long_is_refused() throws IOException {
    Visit person = lab.person(lab.plan());
    String path = person.page().action("/approve");
    Map<String, String> fields = person.page().fields("/approve");

    assertThat(
            person
                .browser()
                .post(path, fields, Map.of("Content-Type", "application/json"))
                .status())
        .isEqualTo(415);
    Map<String, String> big = new HashMap<>(fields);
    big.put("name", "x".repeat(9000));
    assertThat(person.browser().post(path, big, Map.of()).status()).isEqualTo(413);
    assertThat(lab.trail(Event.APPROVED)).isEmpty();
  }

  private boolean waits(Plan plan) {
    return lab.desk
        .find(plan.id())
        .filter(found -> found.standing() instanceof Standing.Waiting)
        .isPresent();
  }

  private static String session(Browser browser) {
    return browser.cookies().keySet().stream()
        .filter(name -> name.contains("session"))
        .findFirst()
        .orElseThrow();
  }
}
