package dev.proxmoxmcp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1 KiB",
    "1536, 1.5 KiB",
    "335544320, 320 MiB",
    "1073741824, 1 GiB",
    "9223372036854775807, 8 EiB"
  })
  void a_size_is_shown_in_the_largest_binary_unit_that_fits(long bytes, String shown) {
    assertThat(new ByteSize(bytes)).hasToString(shown);
  }

  @Test
  void mebibytes_of_a_configuration_become_bytes() {
    assertThat(ByteSize.ofMebibytes(512)).isEqualTo(new ByteSize(536_870_912));
  }

  @Test
  void a_size_is_not_negative() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ByteSize(-1));
  }

  @ParameterizedTest
  @CsvSource({"0, 0%", "0.125, 12.5%", "1, 100%", "1.0204, 102%"})
  void a_fraction_is_shown_in_percent(double fraction, String shown) {
    assertThat(Percent.ofFraction(fraction)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_share_is_a_number_from_zero(double value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Percent(value));
  }

  @Test
  void the_share_of_nothing_is_zero() {
    assertThat(new Usage(new ByteSize(0), new ByteSize(0)).share()).isEqualTo(new Percent(0));
    assertThat(new Usage(new ByteSize(1), new ByteSize(4)).share()).isEqualTo(new Percent(25));
  }

  @Test
  void a_timeout_is_positive_and_at_most_an_hour() {
    Duration second = Duration.ofSeconds(1);

    assertThatIllegalArgumentException().isThrownBy(() -> new Timeouts(Duration.ZERO, second));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Timeouts(second, Duration.ofHours(1).plusMillis(1)))
        .withMessageContaining("answer");
  }
}
