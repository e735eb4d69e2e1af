package dev.proxmoxmcp.client.tls;

import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.proxmoxmcp.client.HostAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CertificateProbeTest {
  @Test
  void a_host_that_accepts_and_says_nothing_is_given_up_after_the_limit() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      HostAddress host = new HostAddress("127.0.0.1", silent.getLocalPort());

      assertThatIOException()
          .isThrownBy(() -> CertificateProbe.read(host, Duration.ofMillis(200)))
          .withMessage(host + " presented no certificate within 200 ms");
    }
  }

  @Test
  void a_port_where_nobody_listens_is_told() throws IOException {
    HostAddress nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = new HostAddress("127.0.0.1", free.getLocalPort());
    }

    assertThatIOException()
        .isThrownBy(() -> CertificateProbe.read(nobody, Duration.ofSeconds(5)))
        .withMessage(
            nobody
                + " presented no certificate: "
                + nobody
                + " refused the connection. Is the port right (8006), and does pveproxy run"
                + " there?");
  }

  @Test
  void a_host_name_that_nobody_knows_is_told_in_words() {
    HostAddress unknown = HostAddress.of("no-such-host.invalid");

    assertThatIOException()
        .isThrownBy(() -> CertificateProbe.read(unknown, Duration.ofSeconds(10)))
        .withMessage(
            unknown
                + " presented no certificate: the host name 'no-such-host.invalid' is unknown."
                + " Check its spelling and the name service.");
  }
}
