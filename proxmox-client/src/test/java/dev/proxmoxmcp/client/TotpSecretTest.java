package dev.proxmoxmcp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proxmoxmcp.base.Secret;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpSecretTest {
  /** The key of RFC 6238, appendix B: {@code 12345678901234567890}. */
  private static final String KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void codes_are_those_of_the_standard(long second, String code) {
    TotpSecret secret = TotpSecret.of(Secret.of(KEY));

    assertThat(secret.code(TotpSecret.step(Instant.ofEpochSecond(second)))).isEqualTo(code);
  }

  @Test
  void the_text_may_be_written_as_apps_show_it() {
    String code = TotpSecret.of(Secret.of(KEY)).code(1);

    assertThat(TotpSecret.of(Secret.of("gezd gnbv gy3t qojq gezd gnbv gy3t qojq")).code(1))
        .isEqualTo(code);
    assertThat(TotpSecret.of(Secret.of(KEY + "======")).code(1)).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456", "JBSWY3DP", "not base 32 at all!", "0189018901890189"})
  void what_is_no_secret_is_refused_and_not_shown(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TotpSecret.of(Secret.of(text)))
        .withMessageContaining("Base32")
        .satisfies(problem -> assertThat(problem.getMessage()).doesNotContain(text));
  }

  @Test
  void it_is_not_printed() {
    assertThat(TotpSecret.of(Secret.of(KEY))).hasToString("TotpSecret[redacted]");
  }
}
