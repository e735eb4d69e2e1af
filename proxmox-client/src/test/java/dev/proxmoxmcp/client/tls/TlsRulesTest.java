package dev.proxmoxmcp.client.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsRulesTest {
  private static TlsRules of(List<String> protocols, List<String> ciphers) {
    return new TlsRules(protocols, ciphers, Set.of());
  }

  @Test
  void usually_everything_that_is_not_broken_may_be_chosen() {
    TlsRules usual = TlsRules.standard();

    assertThat(usual.protocols()).containsExactly("TLSv1.3", "TLSv1.2");
    assertThat(usual.ciphers()).allMatch(cipher -> cipher.matches(".*(GCM|CHACHA20).*"));
    assertThat(usual.revoked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.1", "TLSv1", "SSLv3", "tls1.3", ""})
  void an_older_version_is_not_to_be_had(String protocol) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(List.of(protocol), TlsRules.CIPHERS))
        .withMessage("\"" + protocol + "\" is no TLS version that is accepted: TLSv1.3, TLSv1.2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
        "TLS_ECDH_anon_WITH_NULL_SHA",
        "TLS_.*"
      })
  void a_weak_cipher_suite_is_not_to_be_had(String cipher) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(TlsRules.PROTOCOLS, List.of(cipher)))
        .withMessageStartingWith("\"" + cipher + "\" is no cipher suite that is accepted: TLS_AES");
  }

  @Test
  void an_empty_list_is_no_choice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(List.of(), TlsRules.CIPHERS))
        .withMessage("name at least one TLS version: TLSv1.3, TLSv1.2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(TlsRules.PROTOCOLS, List.of()))
        .withMessageStartingWith("name at least one cipher suite: ");
  }

  @Test
  void each_version_needs_a_cipher_suite_of_its_own() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(TlsRules.PROTOCOLS, List.of("TLS_AES_256_GCM_SHA384")))
        .withMessageStartingWith("none of the cipher suites is one of TLSv1.2: name one of TLS_ECD")
        .withMessageEndingWith(", or leave out TLSv1.2");
    assertThat(of(List.of("TLSv1.3"), List.of("TLS_AES_256_GCM_SHA384")).ciphers()).hasSize(1);
  }

  @Test
  void what_is_named_twice_counts_once() {
    assertThat(of(List.of("TLSv1.3", "TLSv1.3"), TlsRules.CIPHERS).protocols())
        .containsExactly("TLSv1.3");
  }
}
