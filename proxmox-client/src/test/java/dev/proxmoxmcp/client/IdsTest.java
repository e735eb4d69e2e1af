package dev.proxmoxmcp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proxmoxmcp.base.Secret;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  private static final List<Function<String, Object>> GRAMMARS =
      List.of(
          NodeName::new,
          StorageId::new,
          Vmid::parse,
          UserId::parse,
          TokenId::parse,
          HostAddress::parse);

  static Stream<String> hostile() {
    // a port is no attack on a host address; it has a test of its own
    return HostileIds.all().filter(text -> !text.equals("pve1:8006"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void no_id_takes_a_text_that_could_leave_its_place(String text) {
    for (Function<String, Object> grammar : GRAMMARS) {
      assertThatIllegalArgumentException().isThrownBy(() -> grammar.apply(text));
    }
  }

  @ParameterizedTest
  @CsvSource({"x, y@pam", "x@pam, ''", "'', pam", "x, 9pam", "x:y, pam", "x, pam!mcp"})
  void a_user_has_a_name_and_a_realm_each_with_its_own_grammar(String name, String realm) {
    assertThatIllegalArgumentException().isThrownBy(() -> new UserId(name, realm));
  }

  @Test
  void a_user_name_may_be_an_address() {
    UserId user = new UserId("ann@example.com", "oidc");

    assertThat(UserId.parse(user.toString())).isEqualTo(user);
  }

  @Test
  void the_refusal_shows_the_text_cleaned_and_shortened_and_says_the_rule() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NodeName("\u202E" + "x\r\n".repeat(100)))
        .withMessageContaining("'x x x")
        .withMessageContaining("…' is not a node name: letters, digits and inner hyphens")
        .satisfies(refusal -> {
          assertThat(refusal.getMessage()).doesNotContain("\u202E", "\n", "\r");
          assertThat(refusal.getMessage()).hasSizeLessThan(200);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"pve1", "PVE-2", "a", "1", "node-with-a-long-name-0123456789"})
  void a_node_name_is_kept_as_it_is(String name) {
    assertThat(new NodeName(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "local-lvm", "nfs_share.2", "a1"})
  void a_storage_id_is_kept_as_it_is(String id) {
    assertThat(new StorageId(id)).hasToString(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-x", "x-", "1local", "a", "local/"})
  void a_storage_id_begins_with_a_letter_and_ends_with_a_letter_or_digit(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> new StorageId(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"99", "0100", "+100", "-100", "1000000000", "1e3", "100.0", "0x64"})
  void a_vmid_is_100_to_999999999_in_plain_digits(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Vmid.parse(text));
  }

  @Test
  void the_smallest_and_the_largest_vmid_are_accepted() {
    assertThat(Vmid.parse("100").value()).isEqualTo(Vmid.MIN);
    assertThat(Vmid.parse("999999999").value()).isEqualTo(Vmid.MAX);
    assertThatIllegalArgumentException().isThrownBy(() -> new Vmid(99));
    assertThatIllegalArgumentException().isThrownBy(() -> new Vmid(1_000_000_000));
  }

  @Test
  void vmids_sort_as_numbers() {
    assertThat(Stream.of("1000", "200", "100").map(Vmid::parse).sorted())
        .extracting(Vmid::value)
        .isSortedAccordingTo(Comparator.naturalOrder());
  }

  @Test
  void a_token_id_has_user_realm_and_name() {
    TokenId token = TokenId.parse("ops@pve!mcp");

    assertThat(token.user()).isEqualTo(new UserId("ops", "pve"));
    assertThat(token.name()).isEqualTo("mcp");
    assertThat(token).hasToString("ops@pve!mcp");
  }

  @Test
  void the_realm_of_a_user_stands_behind_the_last_at_sign() {
    assertThat(UserId.parse("jo@example.com@sso")).isEqualTo(new UserId("jo@example.com", "sso"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"root@pam", "root!mcp", "root@pam!", "@pam!mcp", "root@pam!1x", "a@b!c!d"})
  void an_incomplete_token_id_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> TokenId.parse(text));
  }

  @Test
  void an_api_token_prints_its_id_alone() {
    Secret secret = Secret.of("11111111-2222-3333-4444-555555555555");

    assertThat(new ApiToken(TokenId.parse("ops@pve!mcp"), secret)).hasToString("ops@pve!mcp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc def", "abc\r\nX-Evil: 1", "sécret"})
  void a_secret_that_could_not_stand_in_a_header_is_refused_without_showing_it(String secret) {
    TokenId id = TokenId.parse("ops@pve!mcp");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ApiToken(id, Secret.of(secret)))
        .withMessageContaining("ops@pve!mcp")
        .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain(secret, "Evil"));
  }
}
