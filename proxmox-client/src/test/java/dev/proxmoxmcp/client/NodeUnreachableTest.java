package dev.proxmoxmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeUnreachableTest {
  private static final String UNKNOWN = "Whether the request was carried out is not known";

  private static NodeUnreachable write(int status, String said) {
    return new NodeUnreachable(attempt("start VM 900 on node pve2", Tier.CHANGE), status, said);
  }

  private static NodeUnreachable read(int status, String said) {
    return new NodeUnreachable(attempt("read the status of VM 900", Tier.READ), status, said);
  }

  private static Attempt attempt(String purpose, Tier tier) {
    HostAddress host = HostAddress.of("pve1.example.com");
    return new Attempt("lab", host, purpose, "… /nodes/pve2/…", tier, new NodeName("pve2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Connection refused", "No route to host", "Connection timed out"})
  void a_node_that_takes_no_connection_is_down_and_has_not_seen_the_request(String said) {
    assertThat(write(595, said))
        .hasMessageContaining("pve1.example.com:8006 cannot reach node pve2")
        .hasMessageContaining("595 \"" + said + "\"")
        .hasMessageContaining("See whether node pve2 is up")
        .hasMessageNotContainingAny("storage", UNKNOWN)
        .satisfies(error -> {
          assertThat(error.delivery()).isEqualTo(Delivery.ANSWERED);
          assertThat(error.node()).hasValue(new NodeName("pve2"));
          assertThat(error.status()).isEqualTo(595);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "596, Connection timed out",
    "596, 'read timeout'",
    "597, Timed out",
    "599, 'proxy time-out'"
  })
  void a_node_that_does_not_answer_in_time_may_have_a_storage_that_hangs(int status, String said) {
    assertThat(write(status, said))
        .hasMessageContaining("lost the connection to node pve2")
        .hasMessageContaining("took longer than 30 s: a storage that is slow or hangs does that")
        .hasMessageContaining(UNKNOWN + ". Look at its state before sending it again.")
        .satisfies(error -> assertThat(error.delivery()).isEqualTo(Delivery.UNKNOWN));
  }

  @ParameterizedTest
  @CsvSource({
    "596, tls_process_server_certificate: certificate verify failed",
    "596, error:0A000086:SSL routines::certificate verify failed",
    "595, certificate has expired"
  })
  void a_certificate_that_is_not_accepted_is_told_with_its_cure(int status, String said) {
    assertThat(write(status, said))
        .hasMessageContaining("could not agree on TLS with node pve2")
        .hasMessageContaining("does not accept the certificate of node pve2")
        .hasMessageContaining("run `pvecm updatecerts` on node pve2")
        .hasMessageNotContainingAny("30 s", "storage", UNKNOWN)
        .satisfies(error -> assertThat(error.delivery()).isEqualTo(Delivery.ANSWERED));
  }

  @Test
  void other_trouble_with_tls_may_come_after_the_request() {
    assertThat(write(596, "ssl3_read_n: unexpected eof while reading"))
        .hasMessageContaining("could not agree on TLS")
        .hasMessageContaining(UNKNOWN)
        .satisfies(error -> assertThat(error.delivery()).isEqualTo(Delivery.UNKNOWN));
  }

  @ParameterizedTest
  @CsvSource({"596, Broken pipe", "597, ''", "598, Connection reset by peer", "599, odd"})
  void a_node_that_broke_off_is_blamed_for_nothing_that_was_not_said(int status, String said) {
    assertThat(write(status, said))
        .hasMessageContaining("lost the connection to node pve2")
        .hasMessageContaining(UNKNOWN)
        .hasMessageNotContainingAny("30 s", "storage", "certificate", "is up")
        .satisfies(error -> assertThat(error.delivery()).isEqualTo(Delivery.UNKNOWN));
  }

  @ParameterizedTest
  @CsvSource({"595, Connection refused", "596, Broken pipe", "596, Connection timed out"})
  void of_a_read_nobody_asks_whether_it_was_carried_out(int status, String said) {
    assertThat(read(status, said)).hasMessageNotContainingAny(UNKNOWN, "before sending it again");
  }
}
