package dev.proxmoxmcp.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @ParameterizedTest
  @CsvSource({
    "pve1, pve1,",
    "pve1:443, pve1, 443",
    "pve1:http, pve1, http",
    "192.0.2.7:8006, 192.0.2.7, 8006",
    "fd00::7, fd00::7,",
    "[fd00::7], fd00::7,",
    "[fd00::7]:8007, fd00::7, 8007"
  })
  void host_and_port_are_parted(String text, String host, String port) {
    assertThat(HostPort.read(text)).contains(new HostPort(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":80", "[]:80", "[::1", "::1]", "[::1]8006", "[pve1]:8006", "a b", "a/b:80"})
  void what_has_not_the_shape_is_no_host(String text) {
    assertThat(HostPort.read(text)).isEmpty();
  }

  @Test
  void a_port_is_a_number_in_its_range() {
    assertThat(HostPort.port("65535", 1)).contains(65_535);
    assertThat(HostPort.port("0", 0)).contains(0);
    assertThat(HostPort.port("0", 1)).isEmpty();
    assertThat(HostPort.port("65536", 0)).isEmpty();
    assertThat(HostPort.port("+80", 1)).isEmpty();
  }
}
