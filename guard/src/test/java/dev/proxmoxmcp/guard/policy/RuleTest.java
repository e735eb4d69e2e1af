package dev.proxmoxmcp.guard.policy;

import static dev.proxmoxmcp.guard.policy.Effect.ALLOW;
import static dev.proxmoxmcp.guard.policy.Effect.ASK;
import static dev.proxmoxmcp.guard.policy.Effect.DENY;
import static dev.proxmoxmcp.guard.policy.Wishes.LAB;
import static dev.proxmoxmcp.guard.policy.Wishes.WEB;
import static dev.proxmoxmcp.guard.policy.Wishes.about;
import static dev.proxmoxmcp.guard.policy.Wishes.at;
import static dev.proxmoxmcp.guard.policy.Wishes.by;
import static dev.proxmoxmcp.guard.policy.Wishes.guest;
import static dev.proxmoxmcp.guard.policy.Wishes.rule;
import static dev.proxmoxmcp.guard.policy.Wishes.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Tier;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which wishes a rule is about. */
class RuleTest {
  private static final Wish START = wish(Tier.CHANGE, WEB);

  @Test
  void a_rule_is_about_a_wish_only_if_all_that_it_asks_holds() {
    assertThat(rule(ALLOW, "tier: change", "pool: web", "tag: production").matches(START)).isTrue();
    assertThat(rule(ALLOW, "tier: change", "pool: web", "tag: lab").matches(START)).isFalse();
    assertThat(rule(ALLOW, "tier: exec", "pool: web").matches(START)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Effect.class)
  void a_rule_without_a_tier_is_about_all_but_reads(Effect effect) {
    for (Tier tier : Tier.values()) {
      assertThat(rule(effect, "cluster: lab").matches(wish(tier, WEB)))
          .as(tier.label())
          .isEqualTo(tier != Tier.READ);
    }
    assertThat(rule(effect, "tier: read").matches(wish(Tier.READ, WEB))).isTrue();
  }

  @Test
  void principals_clusters_and_tools_are_compared_whole_and_with_stars() {
    Wish ann = by(START, "ann@example.org", "guest_exec", "lab");

    assertThat(rule(ALLOW, "principal: *@example.org").matches(ann)).isTrue();
    assertThat(rule(ALLOW, "principal: ann").matches(ann)).isFalse();
    assertThat(rule(ALLOW, "tool: guest_*", "cluster: lab, attic").matches(ann)).isTrue();
    assertThat(rule(ALLOW, "tool: api_*").matches(ann)).isFalse();
    assertThat(rule(ALLOW, "cluster: la?").matches(ann)).isTrue();
    assertThat(rule(ALLOW, "cluster: l?").matches(ann)).isFalse();
  }

  @Test
  void guests_are_named_by_vmid_by_a_range_or_by_their_name() {
    assertThat(rule(ALLOW, "guest: 101").matches(START)).isTrue();
    assertThat(rule(ALLOW, "guest: 100-101").matches(START)).isTrue();
    assertThat(rule(ALLOW, "guest: 102-199").matches(START)).isFalse();
    assertThat(rule(ALLOW, "guest: web-*").matches(START)).isTrue();
    assertThat(rule(ALLOW, "guest: web").matches(START)).isFalse();
  }

  @Test
  void of_several_guests_one_is_enough_to_forbid_and_all_are_needed_to_allow() {
    Wish both = wish(Tier.CHANGE, WEB, LAB);

    for (Effect forbids : List.of(DENY, ASK)) {
      assertThat(rule(forbids, "tag: production").matches(both)).isTrue();
      assertThat(rule(forbids, "tag: production", "guest: 205").matches(both)).isFalse();
    }
    assertThat(rule(ALLOW, "tag: production").matches(both)).isFalse();
    assertThat(rule(ALLOW, "tag: production, lab").matches(both)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"guest: 7", "pool: web", "tag: lab"})
  void where_guests_are_not_known_what_forbids_applies_and_what_allows_does_not(String asked) {
    for (Subject subject : List.of(Subject.UNKNOWN, new Subject(List.of(LAB), false))) {
      assertThat(rule(DENY, asked).matches(wish(Tier.CHANGE, subject))).isTrue();
      assertThat(rule(ASK, asked).matches(wish(Tier.CHANGE, subject))).isTrue();
      assertThat(rule(ALLOW, asked).matches(wish(Tier.CHANGE, subject))).isFalse();
    }
    assertThat(rule(DENY, asked, "cluster: attic").matches(wish(Tier.CHANGE, Subject.UNKNOWN)))
        .as("what else it asks must hold all the same")
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource(Effect.class)
  void what_is_about_no_guest_is_not_met_by_a_rule_about_guests(Effect effect) {
    assertThat(rule(effect, "guest: *").matches(wish(Tier.ADMIN, Subject.NO_GUEST))).isFalse();
  }

  /** The name that a guest has, and what stands in the rule that forbids. */
  @ParameterizedTest
  @CsvSource({
    "web-1, WEB-1",
    "WEB-1, web-1",
    "w\u0435b-1, web-1", // Cyrillic
    "web-1, w\u0435b-1",
    "\uff57\uff45\uff42-1, web-1", // wide
    "w\u00e9b-1, web-1",
    "web\u20111, web-1", // another hyphen
    "we\u200bb-1, web-1", // a sign that cannot be seen
    "\u0455\u0443\u0455, sys",
    "101, 101",
    "another, 101"
  })
  void no_spelling_of_a_name_gets_round_a_rule_that_forbids(String name, String written) {
    Wish wish = wish(Tier.CHANGE, guest(101, name, name, name));

    assertThat(rule(DENY, "guest: " + written).matches(wish)).isTrue();
    if (!name.equals("another")) {
      assertThat(rule(DENY, "pool: " + written).matches(wish)).isTrue();
      assertThat(rule(DENY, "tag: " + written).matches(wish)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WEB-1", "w\u0435b-1", "\uff57eb-1", "web\u20111", "we\u200bb-1"})
  void a_name_that_looks_like_another_is_not_allowed_with_it(String name) {
    Wish wish = wish(Tier.CHANGE, guest(7, name, name, name));

    assertThat(rule(ALLOW, "guest: web-1").matches(wish)).isFalse();
    assertThat(rule(ALLOW, "pool: web-1").matches(wish)).isFalse();
    assertThat(rule(ALLOW, "tag: web-1").matches(wish)).isFalse();
  }

  @Test
  void a_guest_that_is_named_like_the_vmid_of_another_is_not_allowed_with_it() {
    assertThat(rule(ALLOW, "guest: 101").matches(wish(Tier.CHANGE, guest(7, "101", "")))).isFalse();
    assertThat(rule(DENY, "guest: 101").matches(wish(Tier.CHANGE, guest(7, "101", "")))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/nodes/*/qemu/*/status/start, true",
    "/nodes/**, true",
    "/**, true",
    "/**/start, true",
    "/nodes/**/status/**/start, true",
    "/nodes/*, false",
    "/nodes/*/status/start, false",
    "/nodes/pve1/qemu/101, false",
    "/, false",
    "/nodes/pve?/qemu/10?/status/st*, true",
    "/NODES/**, false"
  })
  void a_star_in_a_path_never_crosses_a_slash_and_two_do(String pattern, boolean matches) {
    assertThat(rule(ALLOW, "path: " + pattern).matches(START)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/access/users/x",
        "/access//users/x",
        "/./access/users/x",
        "/nodes/../access/users/x",
        "/access%2Fusers/x",
        "/access/%2e/users/x",
        "/nodes/%2e%2e/access/users/x",
        "/ACCESS/users/x",
        "/access/users/x/"
      })
  void a_path_is_denied_however_it_is_written(String path) {
    assertThat(rule(DENY, "path: /access/users/*").matches(at(START, path))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nodes/pve1/qemu/101/../../../../access/users",
        "/nodes/pve1/qemu/101/%2e%2e/x",
        "/nodes/pve1//qemu",
        "/nodes/pve1/qemu/",
        "nodes/pve1",
        "/nodes/..%2f..%2faccess"
      })
  void an_odd_path_is_never_allowed(String path) {
    assertThat(rule(ALLOW, "path: /nodes/**").matches(at(START, path))).isFalse();
  }

  @Test
  void an_encoded_slash_is_one_for_what_allows() {
    Wish volume = at(START, "/nodes/pve1/storage/nas/content/nas:backup%2Fx.zst");

    assertThat(rule(ALLOW, "path: /nodes/*/storage/*/content/*").matches(volume)).isFalse();
    assertThat(rule(ALLOW, "path: /nodes/*/storage/*/content/**").matches(volume)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mon-fri 08:00-18:00 Europe/Berlin | 2026-11-30T09:30:00Z | true",
        "mon-fri 08:00-18:00 Europe/Berlin | 2026-11-30T07:00:00Z | true",
        "mon-fri 08:00-18:00 Europe/Berlin | 2026-11-30T06:59:59Z | false",
        "mon-fri 08:00-18:00 Europe/Berlin | 2026-11-30T17:00:00Z | false",
        "mon-fri 08:00-18:00 Europe/Berlin | 2026-11-28T09:30:00Z | false",
        // in summer Berlin is two hours ahead
        "mon-fri 08:00-18:00 Europe/Berlin | 2026-07-06T06:00:00Z | true",
        "sat,sun UTC                       | 2026-11-29T23:59:59Z | true",
        "sat,sun UTC                       | 2026-11-30T00:00:00Z | false",
        "fri-mon UTC                       | 2026-11-29T12:00:00Z | true",
        "fri-mon UTC                       | 2026-12-01T12:00:00Z | false",
        // a night belongs to the day on which it begins
        "fri 22:00-06:00 UTC               | 2026-12-04T22:00:00Z | true",
        "fri 22:00-06:00 UTC               | 2026-12-05T05:59:59Z | true",
        "fri 22:00-06:00 UTC               | 2026-12-04T05:00:00Z | false",
        "fri 22:00-06:00 UTC               | 2026-12-05T22:00:00Z | false",
        "18:00-24:00 UTC                   | 2026-12-05T23:59:59Z | true",
        "18:00-24:00 UTC                   | 2026-12-05T00:00:00Z | false",
        "MON UTC                           | 2026-11-30T00:00:00Z | true"
      })
  void a_time_is_days_and_hours_by_the_clocks_of_a_place(String window, Instant at, boolean holds) {
    assertThat(rule(DENY, "time: " + window).matches(at(START, at))).isEqualTo(holds);
  }

  @Test
  void the_night_on_which_clocks_are_moved_is_longer() {
    // Berlin, 25 October 2026: from 03:00 back to 02:00
    Rule night = rule(DENY, "time: sun 02:00-03:00 Europe/Berlin");

    assertThat(night.matches(at(START, Instant.parse("2026-10-25T00:30:00Z")))).isTrue();
    assertThat(night.matches(at(START, Instant.parse("2026-10-25T01:30:00Z")))).isTrue();
    assertThat(night.matches(at(START, Instant.parse("2026-10-25T02:00:00Z")))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tier | all | is read, change, destroy, exec or admin",
        "time | mon-fri 08:00-18:00 | is days, hours or both, and a time zone",
        "time | Europe/Berlin | is days, hours or both, and a time zone",
        "time | mo-fr UTC | days are mon, tue, wed",
        "time | 25:00-26:00 UTC | is days, hours or both",
        "time | mon 10:00-10:00 UTC | hours that end when they begin",
        "path | nodes/* | begins with /",
        "path | /nodes/ | does not end with it",
        "path | /nodes/a** | ** alone between slashes",
        "path | /nodes/../access | none of dots alone",
        "guest | 199-100 | from lower to higher",
        "guest | 0 | is a vmid",
        "tag | a\u202eb | signs that can be seen",
        "principal | a\u0007b | signs that can be seen"
      })
  void what_is_no_pattern_is_told_with_what_is_accepted(String key, String text, String told) {
    assertThatThrownBy(() -> rule(DENY, key + ": " + text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told);
  }

  @Test
  void a_pattern_of_stars_takes_no_time_on_a_long_text() {
    String pattern = "*a".repeat(100) + "b";
    Wish wish = by(START, "a".repeat(20_000), "t", "lab");

    assertThat(rule(ALLOW, "principal: " + pattern).matches(wish)).isFalse();
    assertThat(
            rule(ALLOW, "path: " + "/**/a".repeat(100) + "/b")
                .matches(at(START, "/a".repeat(2_000))))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tool: api_*         | it is for tool: api_*, and this is guest_power",
        "tag: lab            | it is for tag: lab, and guest 101 is tagged production",
        "pool: db            | it is for pool: db, and guest 101 is in the pool web",
        "guest: 7, db-*      | it is for guest: 7, db-*, and guest 101 is named web-1",
        "time: sun UTC       | it is for time: sun UTC, and this is 2026-11-30T09:30Z[UTC]",
        "path: /access/**    | it is for path: /access/**, and this is"
            + " /nodes/pve1/qemu/101/status/start",
        "tier: exec, destroy | it is for tier: destroy, exec, and this is change"
      })
  void why_a_rule_is_not_about_a_wish_is_told(String condition, String why) {
    assertThat(rule(DENY, condition).whyNot(START)).contains(why);
    assertThat(rule(DENY, "tier: change").whyNot(START)).isEmpty();
  }

  @Test
  void why_guests_do_not_fit_is_told_too() {
    assertThat(rule(ALLOW, "tag: lab").whyNot(wish(Tier.CHANGE, Subject.UNKNOWN)))
        .contains("it is for tag: lab, and which guests this is about is not known");
    assertThat(rule(DENY, "tag: lab").whyNot(wish(Tier.CHANGE, about())))
        .contains("it is for tag: lab, and this is about no guest");
    assertThat(rule(DENY, "guest: 7").whyNot(wish(Tier.CHANGE, guest(9, "", ""))))
        .contains("it is for guest: 7, and guest 9 is without a name");
  }

  @Test
  void a_rule_is_known_by_its_place_and_what_its_writer_says() {
    Match match = Match.of(List.of(ConditionKey.TAG.of(List.of("Production"))));

    assertThat(new Rule(DENY, match, "settings.yaml:7:5").by()).isEqualTo("settings.yaml:7:5");
    assertThat(new Rule(DENY, match, "settings.yaml:7:5", "ask the operators").by())
        .isEqualTo("settings.yaml:7:5 (ask the operators)");
    assertThat(new Rule(DENY, match, "settings.yaml:7:5").text())
        .isEqualTo("deny  tier: change, destroy, exec, admin; tag: production");
  }

  @Test
  void the_pairs_of_letters_that_look_alike_end_with_plain_ones() {
    // A rule of one look-alike is as good as the Latin letter, for each of a few scripts.
    for (String pair : List.of("аa", "оo", "ѕs", "αa", "νv", "ıi", "օo", "øo", "–-")) {
      assertThat(Lookalikes.fold(pair.substring(0, 1))).isEqualTo(pair.substring(1));
    }
    assertThat(Lookalikes.fold("ÀÉÎ-Ω")).isEqualTo("aei-w");
    assertThat(Lookalikes.fold("plain-1_x.y")).isEqualTo("plain-1_x.y");
  }
}
