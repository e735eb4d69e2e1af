package dev.proxmoxmcp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAddressTest {
  @ParameterizedTest
  @CsvSource({
    "pve1, pve1, 8006, pve1:8006",
    "pve1.example.com, pve1.example.com, 8006, pve1.example.com:8006",
    "192.0.2.11:8443, 192.0.2.11, 8443, 192.0.2.11:8443",
    "2001:db8::1, 2001:db8::1, 8006, [2001:db8::1]:8006",
    "[2001:db8::1], 2001:db8::1, 8006, [2001:db8::1]:8006",
    "[2001:db8::1]:443, 2001:db8::1, 443, [2001:db8::1]:443",
  })
  void a_host_is_read_with_and_without_port(String text, String host, int port, String shown) {
    assertThat(HostAddress.parse(text)).isEqualTo(new HostAddress(host, port)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://pve1",
        "https://pve1:8006/",
        "pve1:0",
        "pve1:65536",
        "pve1:",
        "pve1:x",
        "[2001:db8::1",
        "[2001:db8::1]8006",
        "[2001:db8::1]:",
        "[pve1]:8006",
        "[pve1]",
        "[192.0.2.11]:8006",
        "[]:8006",
        "[pve1]:8006x",
        "user@pve1",
        "my_host",
        "pve1.",
        "-pve1",
        "pve1-.lab"
      })
  void anything_else_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> HostAddress.parse(text));
  }
}
