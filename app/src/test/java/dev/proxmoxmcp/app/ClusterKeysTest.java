package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.Scenario;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster of the settings file may say of its login and its connections. */
@Timeout(60)
class ClusterKeysTest {
  private static final String PASSWORD = "root-password-1";

  @TempDir private Path folder;

  private SimulatedCluster cluster;

  @BeforeEach
  void start() throws IOException {
    cluster =
        SimulatedCluster.of(Scenario.TWO_NODES)
            .clock(InstantSource.system())
            .refusalDelay(Duration.ZERO)
            .start();
    secret("password", PASSWORD);
    secret("wrong", "not-the-password");
    secret("token", cluster.adminToken().secret().reveal());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private void secret(String name, String secret) throws IOException {
    Path file = Files.writeString(folder.resolve(name), secret);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /**
   * @param keys lines of the cluster
   */
  private CommandRun run(String command, String... keys) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            version: 1
            clusters:
              lab:
                host: 127.0.0.1:%d
                fingerprints: "%s"
            """
                .formatted(cluster.address().getPort(), cluster.fingerprint()));
    for (String key : keys) {
      text.append("    ").append(key).append('\n');
    }
    Path file = Files.writeString(folder.resolve("settings.yaml"), text.toString());
    String[] call = {command, "guest_list", "--config", file.toString()};
    String[] look = {command, "--config", file.toString()};
    return CommandRun.in(Map.of(), command.equals("call") ? call : look);
  }

  private CommandRun asToken(String command, String key) throws IOException {
    return run(
        command, "token-id: \"" + cluster.adminToken().id() + "\"", "token-value: file:token", key);
  }

  @Test
  void a_user_logs_in_with_a_password() throws IOException {
    CommandRun run = run("call", "user: root@pam", "password: file:password");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("4 guests");
  }

  @Test
  void a_wrong_password_is_told_without_it() throws IOException {
    CommandRun run = run("doctor", "user: root@pam", "password: file:wrong");

    assertThat(run.out())
        .contains("problem  12 credential", "It does not accept user root@pam: its password")
        .doesNotContain("not-the-password");
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
  }

  @Test
  void a_password_in_the_file_itself_is_refused_and_not_shown() throws IOException {
    CommandRun run = run("call", "user: root@pam", "password: " + PASSWORD);

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.err())
        .contains("settings.yaml:7:", "password is store:", "secret set lab-password")
        .contains("`password: store:lab-password`")
        .doesNotContain(PASSWORD);
  }

  @Test
  void a_password_and_a_token_are_two_answers() throws IOException {
    CommandRun run = asToken("call", "password: file:password");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.err())
        .contains("a password and a token (token-id, token-value) are two answers");
  }

  @Test
  void a_secret_of_codes_that_is_none_is_refused_and_not_shown() throws IOException {
    secret("totp", "123456");
    CommandRun run =
        run("call", "user: root@pam", "password: file:password", "totp-secret: file:totp");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.err()).contains("totp-secret: the TOTP secret is not").doesNotContain("123456");
  }

  @Test
  void a_revoked_certificate_is_refused_although_it_is_pinned() throws IOException {
    CommandRun run = asToken("doctor", "revoked: [\"" + cluster.fingerprint() + "\"]");

    assertThat(run.out()).contains("problem   9 certificate", "is on the revoked list");
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
  }

  @Test
  void the_version_of_tls_may_be_chosen_among_the_good_ones() throws IOException {
    assertThat(asToken("call", "tls-versions: [TLSv1.3]").exitCode()).isZero();

    CommandRun old = asToken("call", "tls-versions: [TLSv1.3, TLSv1.1]");
    assertThat(old.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(old.err())
        .contains(
            "settings.yaml:8:", "tls-versions: \"TLSv1.1\" is no TLS version that is accepted");
  }

  @Test
  void a_cipher_suite_that_is_not_good_is_refused_with_those_that_are() throws IOException {
    assertThat(
            asToken(
                    "call",
                    "tls-ciphers: [TLS_AES_128_GCM_SHA256, "
                        + "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]")
                .exitCode())
        .isZero();

    CommandRun weak = asToken("call", "tls-ciphers: TLS_RSA_WITH_AES_128_CBC_SHA");
    assertThat(weak.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(weak.err())
        .contains("tls-ciphers: ", "is no cipher suite that is accepted: TLS_AES");
  }
}
