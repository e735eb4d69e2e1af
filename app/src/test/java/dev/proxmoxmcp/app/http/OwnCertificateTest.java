package dev.proxmoxmcp.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.proxmoxmcp.mcp.transport.http.ServerCertificate;
import dev.proxmoxmcp.settings.secret.SecretException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates for HTTP: one of the server's own, and those of files. */
class OwnCertificateTest {
  private static final Instant NOW = Instant.parse("2026-11-30T06:00:00Z");
  private static final List<String> NAMES =
      List.of("mcp.example.org", "10.1.2.3", "localhost", "::1");

  @TempDir private Path folder;

  @Test
  void it_is_made_once_and_kept_for_its_owner_alone() throws Exception {
    ServerCertificate made = at(NOW).take(NAMES);
    ServerCertificate again = at(NOW.plus(Duration.ofDays(700))).take(List.of("other.example.org"));

    assertThat(again.fingerprint()).isEqualTo(made.fingerprint());
    for (String file : List.of("http-key.pem", "http-certificate.pem")) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(state().resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state())))
        .isEqualTo("rwx------");
  }

  @Test
  void it_is_good_for_all_names_and_addresses_and_for_servers_alone() throws Exception {
    X509Certificate certificate = at(NOW).take(NAMES).chain().getFirst();

    assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("EC");
    assertThat(certificate.getSubjectX500Principal().getName())
        .isEqualTo("CN=mcp.example.org,O=ProxmoxMCP");
    assertThat(certificate.getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .contains("mcp.example.org", "10.1.2.3", "localhost", "0:0:0:0:0:0:0:1");
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(certificate.getBasicConstraints()).isNegative();
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo(NOW.plus(OwnCertificate.VALID));
  }

  @Test
  void one_that_ends_soon_is_made_anew() {
    String first = at(NOW).take(NAMES).fingerprint();
    Instant soon = NOW.plus(OwnCertificate.VALID).minus(OwnCertificate.LEFT);

    assertThat(at(soon).take(NAMES).fingerprint()).isNotEqualTo(first);
  }

  @Test
  void a_key_whose_certificate_is_gone_is_made_anew_with_it() throws Exception {
    String first = at(NOW).take(NAMES).fingerprint();
    Files.delete(at(NOW).file());

    assertThat(at(NOW).take(NAMES).fingerprint()).isNotEqualTo(first);
  }

  @Test
  void a_key_that_others_can_read_is_refused_with_the_command_that_mends_it() throws Exception {
    at(NOW).take(NAMES);
    Path key = state().resolve("http-key.pem");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

    assertThatExceptionOfType(SecretException.class)
        .isThrownBy(() -> at(NOW).take(NAMES))
        .withMessageContaining("chmod 600 " + key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "ENCRYPTED"})
  void a_key_in_another_form_is_refused_with_the_command_that_turns_it(String form)
      throws Exception {
    at(NOW).take(NAMES);
    Path key = state().resolve("http-key.pem");
    Files.writeString(
        key, Files.readString(key).replace(" PRIVATE KEY", " " + form + " PRIVATE KEY"));

    assertThatExceptionOfType(SecretException.class)
        .isThrownBy(() -> at(NOW).take(NAMES))
        .withMessageContaining("openssl pkcs8 -topk8 -nocrypt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nothing", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
  void what_is_no_certificate_is_told(String content) throws Exception {
    at(NOW).take(NAMES);
    Files.writeString(at(NOW).file(), content);

    assertThatExceptionOfType(SecretException.class)
        .isThrownBy(() -> at(NOW).take(NAMES))
        .withMessageStartingWith("the file " + at(NOW).file() + " holds no certificate");
  }

  @Test
  void a_key_of_another_certificate_is_told() throws Exception {
    at(NOW).take(NAMES);
    MadeCertificate other = MadeCertificate.of(NAMES, NOW, NOW.plus(Duration.ofDays(1)));
    Files.write(at(NOW).file(), other.certificatePem());

    assertThatExceptionOfType(SecretException.class)
        .isThrownBy(() -> at(NOW).take(NAMES))
        .withMessageEndingWith("the key is not that of the certificate.");
  }

  @Test
  void files_may_hold_the_certificates_that_lead_to_an_authority() throws Exception {
    at(NOW).take(NAMES);
    byte[] own = Files.readAllBytes(at(NOW).file());
    byte[] twice = Arrays.copyOf(own, own.length * 2);
    System.arraycopy(own, 0, twice, own.length, own.length);
    Files.write(at(NOW).file(), twice);

    assertThat(at(NOW).take(NAMES).chain()).hasSize(2);
    assertThat(new String(twice, StandardCharsets.US_ASCII)).startsWith("-----BEGIN CERTIFICATE");
  }

  private Path state() {
    return folder.resolve("state");
  }

  private OwnCertificate at(Instant now) {
    return new OwnCertificate(state(), () -> now, Map.of());
  }
}
