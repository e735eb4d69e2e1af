package dev.proxmoxmcp.client.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
  private static final String SHOWN =
      "06:24:E4:19:8C:9F:C3:64:0F:DB:C3:DC:03:24:7F:DE:5B:1B:D0:70:CF:16:AD:ED:17:F7:35:CA:78:FD:13:78";

  @Test
  void colons_and_case_do_not_matter() {
    Fingerprint fingerprint = Fingerprint.parse(SHOWN);

    assertThat(fingerprint)
        .hasToString(SHOWN)
        .isEqualTo(Fingerprint.parse(SHOWN.toLowerCase(java.util.Locale.ROOT)))
        .isEqualTo(Fingerprint.parse(SHOWN.replace(":", "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "06:24",
        "06:24:E4:19:8C:9F:C3:64:0F:DB:C3:DC:03:24:7F:DE:5B:1B:D0:70",
        "06:24:E4:19:8C:9F:C3:64:0F:DB:C3:DC:03:24:7F:DE:5B:1B:D0:70:CF:16:AD:ED:17:F7:35:CA:78:FD:13:7",
        "06:24:E4:19:8C:9F:C3:64:0F:DB:C3:DC:03:24:7F:DE:5B:1B:D0:70:CF:16:AD:ED:17:F7:35:CA:78:FD:13:7G",
        "0624E4198C9F:C3640FDBC3DC03247FDE5B1BD070CF16ADED17F735CA78FD1378",
        "06:24:E4:19:8C:9F:C3:64:0F:DB:C3:DC:03:24:7F:DE:5B:1B:D0:70:CF:16:AD:ED:17:F7:35:CA:78:FD:13:78"
            + " "
      })
  void anything_but_64_hexadecimal_digits_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fingerprint.parse(text))
        .withMessageContaining("is not a SHA-256 fingerprint");
  }

  @Test
  void one_certificate_is_pinned_or_two_while_it_is_replaced() {
    Fingerprint one = Fingerprint.parse(SHOWN);

    assertThat(new Trust.Pins(List.of(one, one)).accepted()).hasSize(2);
    assertThatIllegalArgumentException().isThrownBy(() -> new Trust.Pins(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Trust.Pins(List.of(one, one, one)));
  }
}
