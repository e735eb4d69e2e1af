package dev.proxmoxmcp.client.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.CertificateRejected;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.simulator.SimulatedCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateTest {
  private static final Fingerprint ANOTHER = new Fingerprint("ab".repeat(32));

  @TempDir private Path folder;

  private final Lab lab = Lab.start();

  @AfterEach
  void close() {
    lab.close();
  }

  private BoundCluster trusting(Trust trust) {
    return trusting(trust, lab.host());
  }

  private BoundCluster trusting(Trust trust, HostAddress host) {
    return trusting(trust, host, TlsRules.standard());
  }

  private BoundCluster trusting(Trust trust, HostAddress host, TlsRules rules) {
    ClusterSettings usual = lab.settings(lab.simulated().operatorToken());
    return lab.open(
            new ClusterSettings("lab", host, usual.credentials(), trust, usual.timeouts())
                .with(rules))
        .through(Gate.open());
  }

  private BoundCluster revoking(Fingerprint revoked, Trust trust) {
    return trusting(
        trust, lab.host(), new TlsRules(TlsRules.PROTOCOLS, TlsRules.CIPHERS, Set.of(revoked)));
  }

  /** The authority of the certificate that is presented now. */
  private Trust authority() {
    try {
      Path pem = folder.resolve("ca.pem");
      return new Trust.AuthorityFile(Files.writeString(pem, lab.simulated().caCertificatePem()));
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private CertificateRejected rejection(BoundCluster cluster) {
    return catchThrowableOfType(CertificateRejected.class, () -> cluster.cluster().version());
  }

  private void assertNothingArrived() {
    assertThat(lab.simulated().requests().count()).isZero();
  }

  @Test
  void a_certificate_of_the_authority_for_that_host_is_trusted() {
    assertThat(trusting(authority()).cluster().version().release()).isEqualTo("9.2");
  }

  @Test
  void the_host_name_counts_when_the_host_is_given_by_name() {
    HostAddress byName = new HostAddress("localhost", lab.host().port());

    assertThat(trusting(authority(), byName).cluster().version().release()).isEqualTo("9.2");
  }

  @Test
  void the_pinned_certificate_is_trusted() {
    assertThat(trusting(lab.pin()).cluster().version().release()).isEqualTo("9.2");
  }

  @Test
  void of_two_pins_either_will_do() {
    Fingerprint shown = Fingerprint.parse(lab.simulated().fingerprint());

    assertThat(trusting(new Trust.Pins(List.of(ANOTHER, shown))).cluster().version()).isNotNull();
    assertThat(trusting(new Trust.Pins(List.of(shown, ANOTHER))).cluster().version()).isNotNull();
  }

  static Stream<Arguments> badCertificates() {
    return Stream.of(
        bad("expired", SimulatedCertificate::expired, CertificateProblem.EXPIRED),
        bad("not yet valid", SimulatedCertificate::notYetValid, CertificateProblem.NOT_YET_VALID),
        bad(
            "foreign authority",
            SimulatedCertificate::foreignAuthority,
            CertificateProblem.UNKNOWN_AUTHORITY),
        bad(
            "other name",
            clock -> SimulatedCertificate.otherName(clock, "elsewhere.example.com"),
            CertificateProblem.OTHER_NAME),
        bad("weak key", SimulatedCertificate::weakKey, CertificateProblem.WEAK_KEY),
        bad(
            "weak signature",
            SimulatedCertificate::weakSignature,
            CertificateProblem.WEAK_SIGNATURE),
        bad("missing usage", SimulatedCertificate::otherUsage, CertificateProblem.NOT_FOR_SERVERS));
  }

  private static Arguments bad(
      String name,
      Function<InstantSource, SimulatedCertificate> certificate,
      CertificateProblem problem) {
    return Arguments.argumentSet(name, certificate, problem);
  }

  @ParameterizedTest
  @MethodSource("badCertificates")
  void a_bad_certificate_is_refused_before_anything_is_sent(
      Function<InstantSource, SimulatedCertificate> certificate, CertificateProblem problem) {
    lab.simulated().presents(certificate.apply(lab.clock()));

    CertificateRejected rejected = rejection(trusting(authority()));

    assertThat(rejected.problem()).isEqualTo(problem);
    assertThat(rejected.delivery()).isEqualTo(Delivery.NOT_SENT);
    assertThat(rejected).hasMessageContaining(problem.explanation());
    assertNothingArrived();
  }

  @ParameterizedTest
  @MethodSource("badCertificates")
  void a_pin_is_the_identity_whatever_else_a_certificate_says(
      Function<InstantSource, SimulatedCertificate> certificate, CertificateProblem problem) {
    lab.simulated().presents(certificate.apply(lab.clock()));

    assertThat(trusting(lab.pin()).cluster().version().release())
        .as("pinned although %s", problem.explanation())
        .isEqualTo("9.2");
  }

  @Test
  void a_self_signed_certificate_is_told_as_such() {
    Trust before = authority();
    lab.simulated().presents(SimulatedCertificate.selfSigned(lab.clock()));

    assertThat(rejection(trusting(before)).problem()).isEqualTo(CertificateProblem.SELF_SIGNED);
    assertNothingArrived();
  }

  @Test
  void a_self_signed_certificate_can_be_its_own_authority_while_it_is_valid() {
    lab.simulated().presents(SimulatedCertificate.selfSigned(lab.clock()));
    BoundCluster cluster = trusting(authority());
    assertThat(cluster.cluster().version().release()).isEqualTo("9.2");

    lab.clock().advance(Duration.ofDays(10_000));

    assertThat(rejection(trusting(authority())).problem()).isEqualTo(CertificateProblem.EXPIRED);
  }

  @Test
  void the_system_does_not_know_the_authority_of_a_homelab() {
    CertificateRejected rejected = rejection(trusting(new Trust.SystemAuthorities()));

    assertThat(rejected.problem()).isEqualTo(CertificateProblem.UNKNOWN_AUTHORITY);
    assertNothingArrived();
  }

  @Test
  void another_certificate_than_the_pinned_one_is_refused() {
    CertificateRejected rejected = rejection(trusting(new Trust.Pins(List.of(ANOTHER))));

    assertThat(rejected.problem()).isEqualTo(CertificateProblem.OTHER_PIN);
    assertThat(rejected.delivery()).isEqualTo(Delivery.NOT_SENT);
    assertNothingArrived();
  }

  @Test
  void a_revoked_certificate_is_refused_whatever_else_vouches_for_it() throws Exception {
    Fingerprint shown = Fingerprint.parse(lab.simulated().fingerprint());
    Trust.Pins pin = new Trust.Pins(List.of(shown));
    Trust byNode = new Trust.NodePins(Map.of(new NodeName("pve1"), pin), null);

    for (Trust trust : List.of(lab.pin(), authority(), byNode)) {
      CertificateRejected rejected = rejection(revoking(shown, trust));

      assertThat(rejected.problem()).isEqualTo(CertificateProblem.REVOKED);
      assertThat(rejected).hasMessageNotContaining("PROXMOX_FINGERPRINT=");
    }
    assertNothingArrived();
  }

  @Test
  void a_revoked_authority_takes_with_it_what_it_signed() throws Exception {
    Fingerprint ofAuthority =
        Fingerprint.of(
            (X509Certificate)
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                        new ByteArrayInputStream(
                            lab.simulated().caCertificatePem().getBytes(US_ASCII))));

    for (Trust trust : List.of(authority(), lab.pin())) {
      assertThat(rejection(revoking(ofAuthority, trust)).problem())
          .isEqualTo(CertificateProblem.REVOKED);
    }
    assertNothingArrived();
  }

  @Test
  void what_is_not_on_the_list_of_revoked_ones_is_trusted() {
    assertThat(revoking(ANOTHER, authority()).cluster().version().release()).isEqualTo("9.2");
    assertThat(revoking(ANOTHER, lab.pin()).cluster().version().release()).isEqualTo("9.2");
  }

  @Test
  void the_refusal_shows_the_certificate_and_the_line_that_pins_it() {
    CertificateRejected rejected = rejection(trusting(new Trust.Pins(List.of(ANOTHER))));

    String shown = lab.simulated().fingerprint();
    assertThat(rejected)
        .hasMessageContaining("Could not read the version (cluster lab)")
        .hasMessageContaining("SHA-256 " + shown)
        .hasMessageContaining("subject ")
        .hasMessageContaining("issuer ")
        .hasMessageContaining("valid from ")
        .hasMessageContaining("`pvenode cert info`")
        .hasMessageContaining("PROXMOX_FINGERPRINT=" + shown)
        .hasMessageContaining("Nothing was sent");
    assertThat(rejected.certificate().fingerprint()).hasToString(shown);
  }

  @Test
  void a_certificate_that_changes_under_way_is_refused_from_then_on() {
    BoundCluster cluster = trusting(lab.pin());
    assertThat(cluster.cluster().version().release()).isEqualTo("9.2");
    lab.simulated().requests().clear();

    lab.simulated().presents(SimulatedCertificate.valid(lab.clock()));

    assertThat(rejection(cluster).problem()).isEqualTo(CertificateProblem.OTHER_PIN);
    assertNothingArrived();
  }

  @Test
  void an_authority_file_that_cannot_be_read_is_told_when_the_cluster_is_opened()
      throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    Path junk = Files.writeString(folder.resolve("junk.pem"), "-----BEGIN CERTIFICATE-----\nx\n");

    for (Path file : List.of(folder.resolve("missing.pem"), empty, junk)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> trusting(new Trust.AuthorityFile(file)))
          .withMessageContaining(file.toString());
    }
  }

  @Test
  void a_probe_reads_the_certificate_and_sends_nothing() throws Exception {
    PresentedCertificate seen = CertificateProbe.read(lab.host(), Duration.ofSeconds(10));

    assertThat(seen.fingerprint()).hasToString(lab.simulated().fingerprint());
    assertThat(seen.notAfter()).isAfter(lab.clock().instant());
    assertThat(seen.pinLine()).isEqualTo("PROXMOX_FINGERPRINT=" + lab.simulated().fingerprint());
    assertNothingArrived();
  }

  @Test
  void a_probe_reads_certificates_that_nobody_should_trust() throws Exception {
    lab.simulated().presents(SimulatedCertificate.expired(lab.clock()));

    assertThat(CertificateProbe.read(lab.host(), Duration.ofSeconds(10)).notAfter())
        .isBefore(lab.clock().instant());
  }
}
