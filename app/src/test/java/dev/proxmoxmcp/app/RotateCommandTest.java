package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.app.CommandRun.Person;
import dev.proxmoxmcp.simulator.SimulatedBackupServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** {@code token rotate} as a person uses it. */
@Timeout(120)
@Isolated // there is one log for a process
class RotateCommandTest {
  private static final Person NOBODY = new Person();

  @TempDir private Path folder;

  private static int call(RotationSite site) {
    return CommandRun.in(site.environment(), "call", "guest_list").exitCode();
  }

  @Test
  void in_place_the_secret_is_another_one_and_nothing_else() throws IOException {
    try (RotationSite site = new RotationSite(folder, "9.2")) {
      String settings = Files.readString(site.file());
      String before = Files.readString(site.secretFile());

      CommandRun run = site.rotate("lab", "--as", "boss@pve", "--expires", "90");

      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
      assertThat(run.out())
          .startsWith(
              "Token mcp@pve!assistant of cluster lab has a new secret: the file "
                  + site.secretFile()
                  + ".\nIt expires on ");
      String after = Files.readString(site.secretFile());
      assertThat(after).isNotEqualTo(before).matches("[0-9a-f-]{36}\n");
      assertThat(run.out()).doesNotContain(after.strip());
      assertThat(Files.readString(site.file())).isEqualTo(settings);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(site.secretFile())))
          .isEqualTo("rw-------");
      assertThat(end(site)).isBetween(inDays(89), inDays(91));
      assertThat(call(site)).isZero();
    }
  }

  @Test
  void before_9_2_a_second_token_takes_its_place_and_comments_stay() throws IOException {
    try (RotationSite site = new RotationSite(folder, "9.1")) {
      String settings = Files.readString(site.file());

      CommandRun first = site.rotate("--as", "boss@pve");
      CommandRun second = site.rotate("--as", "boss@pve");

      assertThat(first.exitCode()).as(first.err()).isZero();
      assertThat(first.out())
          .startsWith(
              "Token mcp@pve!assistant-2 of cluster lab took the place of mcp@pve!assistant, also"
                  + " in the settings file; its secret is the file ");
      assertThat(second.out()).startsWith("Token mcp@pve!assistant-3 of cluster lab took");
      assertThat(Files.readString(site.file()))
          .isEqualTo(settings.replace("mcp@pve!assistant\"", "mcp@pve!assistant-3\""));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(site.file())))
          .isEqualTo("rw-r-----");
      assertThat(site.tokens()).containsExactly("assistant-3");
      assertThat(
              site.send("GET", "/access/users/mcp@pve/token/assistant-3")
                  .path("comment")
                  .asString())
          .isEqualTo("of the assistant");
      assertThat(end(site, "assistant-3")).isBetween(inDays(364), inDays(366));
      assertThat(call(site)).isZero();
    }
  }

  @Test
  void a_token_that_may_change_its_user_needs_nobody() throws IOException {
    try (RotationSite site = new RotationSite(folder, "9.2")) {
      site.send(
          "PUT", "/access/roles/" + RotationSite.ROLE, "privs", "VM.Audit Sys.Audit User.Modify");

      CommandRun run = site.run(NOBODY);

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(call(site)).isZero();
    }
  }

  @Test
  void the_store_gets_a_new_version() throws IOException {
    try (RotationSite site = new RotationSite(folder, "9.2")) {
      CommandRun.at(
          new Person(""), // a key file
          site.environment(),
          "",
          "secret",
          "set",
          "lab-token",
          "--from",
          site.secretFile().toString());
      site.write("store:lab-token");
      assertThat(call(site)).isZero();

      CommandRun run = site.rotate("--as", "boss@pve");

      assertThat(run.out())
          .contains("has a new secret: version 2 of lab-token in the secret store");
      assertThat(call(site)).isZero();
    }
  }

  @Test
  void a_password_may_come_from_a_file_that_others_cannot_read() throws IOException {
    try (RotationSite site = new RotationSite(folder, "9.2")) {
      Path password = Files.writeString(folder.resolve("boss"), RotationSite.PASSWORD + "\n");
      Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
      String[] options = {"--as", "boss@pve", "--password-file", password.toString()};

      CommandRun open = site.run(NOBODY, options);
      assertThat(open.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(open.err()).contains("--password-file: the file").contains("chmod 600");

      Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
      CommandRun run = site.run(NOBODY, options);
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out() + run.err()).doesNotContain(RotationSite.PASSWORD);
    }
  }

  @Test
  void nobody_is_asked_for_a_code_that_proxmox_does_not_want() throws IOException {
    try (RotationSite site = new RotationSite(folder, "9.2")) {
      Person person = new Person(RotationSite.PASSWORD, "000000");

      CommandRun run = site.run(person, "--as", "boss@pve");

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(person.prompts())
          .containsExactly("Password of boss@pve at lab, for this one login (it is not shown): ");
    }
  }

  @Test
  void the_token_of_a_backup_server_is_rotated_in_place() throws IOException {
    try (RotationSite site = new RotationSite(folder, "9.2");
        SimulatedBackupServer server =
            SimulatedBackupServer.beside(site.cluster()).refusalDelay(Duration.ZERO).start()) {
      String before = server.operatorToken().secret().reveal();
      site.secret(before);
      String settings =
          """
          version: 1
          clusters:
            vault: {kind: pbs, host: 127.0.0.1, port: %d, fingerprints: "%s",
                    token-id: "%s", token-value: "file:lab.token"}
          """
              .formatted(
                  server.address().getPort(), server.fingerprint(), server.operatorToken().id());
      Files.writeString(site.file(), settings);

      CommandRun run = site.run(new Person("root-password-1"), "vault");

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).startsWith("Token ops@pbs!mcp of cluster vault has a new secret: ");
      assertThat(Files.readString(site.secretFile()).strip()).isNotEqualTo(before);
      assertThat(Files.readString(site.file())).isEqualTo(settings);
      assertThat(CommandRun.in(site.environment(), "call", "cluster_overview").exitCode()).isZero();
    }
  }

  private static Instant end(RotationSite site) {
    return end(site, "assistant");
  }

  private static Instant end(RotationSite site, String name) {
    return Instant.ofEpochSecond(
        site.send("GET", "/access/users/mcp@pve/token/" + name).path("expire").asLong());
  }

  private static Instant inDays(int days) {
    return InstantSource.system().instant().plus(Duration.ofDays(days));
  }
}
