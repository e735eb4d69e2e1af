package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8642, 127.0.0.1, 8642",
    "localhost, localhost, 8642",
    "9000, 127.0.0.1, 9000",
    "0, 127.0.0.1, 0",
    "[::1]:0, ::1, 0",
    "[::1], ::1, 8642",
    "::1, ::1, 8642"
  })
  void host_and_port_are_read_and_each_may_be_left_out(String text, String host, int port) {
    assertThat(HttpAddress.parse(text)).isEqualTo(new HttpAddress(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "localhost:",
        "localhost:http",
        "localhost:70000",
        "[]:80",
        "[::1]8642",
        "[::1",
        "[localhost]:0",
        "a/b:80"
      })
  void what_is_no_address_is_named_with_an_example(String text) {
    assertThatThrownBy(() -> HttpAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write HOST:PORT, such as 127.0.0.1:8642");
  }
}
