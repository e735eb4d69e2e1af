package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateTest {
  private final ManualClock clock = new ManualClock();

  @Test
  void who_knows_the_authority_can_connect() throws IOException {
    try (Lab lab = Lab.start();
        RawClient client = lab.connect()) {
      assertThat(client.peerFingerprint()).isEqualTo(lab.cluster().fingerprint());
    }
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        Arguments.of("expired", make(SimulatedCertificate::expired)),
        Arguments.of("not yet valid", make(SimulatedCertificate::notYetValid)),
        Arguments.of("foreign authority", make(SimulatedCertificate::foreignAuthority)),
        Arguments.of(
            "other name", make(clock -> SimulatedCertificate.otherName(clock, "pve.example"))));
  }

  private static Function<ManualClock, SimulatedCertificate> make(
      Function<ManualClock, SimulatedCertificate> maker) {
    return maker;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unfit")
  void an_unfit_certificate_is_refused_by_a_careful_client(
      String kind, Function<ManualClock, SimulatedCertificate> maker) throws IOException {
    SimulatedCertificate certificate = maker.apply(clock);
    try (Lab lab = Lab.start(settings -> settings.certificate(certificate))) {
      assertThatThrownBy(lab::connect).as(kind).isInstanceOf(SSLHandshakeException.class);
      assertThat(lab.cluster().fingerprint()).isEqualTo(certificate.fingerprint());
    }
  }

  @Test
  void a_self_signed_certificate_is_its_own_authority() throws IOException {
    SimulatedCertificate certificate = SimulatedCertificate.selfSigned(clock);
    try (Lab lab = Lab.start(settings -> settings.certificate(certificate));
        RawClient client = lab.connect()) {
      assertThat(client.peerFingerprint()).isEqualTo(certificate.fingerprint());
    }
  }

  @Test
  void another_certificate_can_be_presented_and_closes_what_is_open() throws IOException {
    try (Lab lab = Lab.start();
        RawClient before = lab.connect()) {
      String old = lab.cluster().fingerprint();
      SimulatedCertificate other = SimulatedCertificate.valid(clock);

      lab.cluster().presents(other);

      before.awaitClose();
      assertThat(lab.cluster().fingerprint()).isEqualTo(other.fingerprint()).isNotEqualTo(old);
      try (RawClient after = lab.connect()) {
        assertThat(after.peerFingerprint()).isEqualTo(other.fingerprint());
      }
    }
  }

  @Test
  void a_fingerprint_is_thirty_two_pairs_of_digits() {
    assertThat(SimulatedCertificate.valid(clock).fingerprint())
        .matches("[0-9A-F]{2}(:[0-9A-F]{2}){31}");
  }
}
