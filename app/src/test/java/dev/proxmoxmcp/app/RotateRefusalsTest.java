package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.app.CommandRun.Person;
import dev.proxmoxmcp.simulator.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What {@code token rotate} refuses, and that nothing is half done. */
@Timeout(120)
@Isolated // there is one log for a process
class RotateRefusalsTest {
  private static final Person NOBODY = new Person();

  @TempDir private Path folder;

  private static int call(RotationSite site) {
    return CommandRun.in(site.environment(), "call", "guest_list").exitCode();
  }

  private static void assertUntouched(RotationSite site, String settings, String secret)
      throws IOException {
    assertThat(Files.readString(site.file())).isEqualTo(settings);
    assertThat(Files.readString(site.secretFile())).isEqualTo(secret);
    assertThat(site.tokens()).containsExactly("assistant");
    assertThat(call(site)).isZero();
  }

  @Test
  void without_rights_and_without_a_person_it_says_who_is_needed() throws IOException {
    try (RotationSite site = new RotationSite(folder, "9.2")) {
      String settings = Files.readString(site.file());
      String secret = Files.readString(site.secretFile());

      CommandRun run = site.run(NOBODY);

      assertThat(run.exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
      assertThat(run.err())
          .contains("Could not make a new secret for token mcp@pve!assistant", "check failed")
          .contains("Run this at a terminal, to log in once as root@pam", "--password-file FILE");
      assertUntouched(site, settings, secret);
    }
  }

  @Test
  void a_wrong_password_changes_nothing() throws IOException {
    try (RotationSite site = new RotationSite(folder, "9.2")) {
      String settings = Files.readString(site.file());
      String secret = Files.readString(site.secretFile());

      CommandRun run = site.run(new Person("not the password"), "--as", "boss@pve");

      assertThat(run.exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
      assertThat(run.err()).contains("log in as user boss@pve").doesNotContain("not the password");
      assertUntouched(site, settings, secret);
    }
  }

  @Test
  void where_this_program_cannot_write_nothing_is_asked_of_the_host() throws IOException {
    try (RotationSite site = new RotationSite(folder, "9.2")) {
      Map<String, String> environment = new HashMap<>(site.environment());
      environment.put("LAB_TOKEN", Files.readString(site.secretFile()).strip());
      site.write("env:LAB_TOKEN");
      int before = site.cluster().requests().count();

      CommandRun run =
          CommandRun.at(
              new Person(RotationSite.PASSWORD), environment, "", "token", "rotate", "lab");

      assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(run.err())
          .contains("the environment variable LAB_TOKEN, where this program cannot write")
          .contains("`proxmox-mcp secret set NAME`");
      assertThat(site.cluster().requests().count()).isEqualTo(before);
    }
  }

  @Test
  void a_secret_file_in_a_folder_of_others_is_refused_before_anything_is_changed()
      throws IOException {
    try (RotationSite site = new RotationSite(folder, "9.2")) {
      Path open = Files.createDirectory(folder.resolve("open"));
      Files.move(site.secretFile(), open.resolve("lab.token"));
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
      site.write("file:open/lab.token");
      int before = site.cluster().requests().count();

      CommandRun run = site.rotate();

      assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(run.err()).contains("A new secret could not be written").contains("chmod go-w");
      assertThat(site.cluster().requests().count()).isEqualTo(before);
    }
  }

  @Test
  void a_mounted_secret_is_the_business_of_whoever_mounts_it() throws IOException {
    try (RotationSite site = new RotationSite(folder, "9.2")) {
      Path volume = Files.createDirectory(folder.resolve("..2026_11_29_10_00"));
      Files.move(site.secretFile(), volume.resolve("lab.token"));
      site.write("file:..2026_11_29_10_00/lab.token");

      CommandRun run = site.rotate();

      assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(run.err()).contains("is mounted here by a runtime");
    }
  }

  @Test
  void a_name_that_stands_in_a_variable_cannot_follow_a_second_token() throws IOException {
    try (RotationSite site = new RotationSite(folder, "9.1")) {
      Map<String, String> environment = new HashMap<>(site.environment());
      environment.put("PROXMOX_MCP_CLUSTERS_LAB_TOKEN_ID", "mcp@pve!assistant");
      site.write("# the name is in a variable", "file:lab.token");

      CommandRun run =
          CommandRun.at(
              new Person(RotationSite.PASSWORD),
              environment,
              "",
              "token",
              "rotate",
              "--as",
              "boss@pve");

      assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(run.err())
          .contains("a second token takes its place, whose name the settings must say")
          .endsWith("Nothing was changed.\n");
      assertThat(site.tokens()).containsExactly("assistant");
    }
  }

  @Test
  void whoever_does_not_see_all_roles_leaves_the_token_as_it_is() throws IOException {
    try (RotationSite site = new RotationSite(folder, "9.1")) {
      // may make tokens and see some roles, but not those below /access
      site.send("POST", "/access/roles", "roleid", "Half", "privs", "User.Modify Sys.Audit");
      site.send("POST", "/access/users", "userid", "half@pve", "password", RotationSite.PASSWORD);
      site.send(
          "PUT", "/access/acl", "path", "/access/groups", "users", "half@pve", "roles", "Half");
      String settings = Files.readString(site.file());
      String secret = Files.readString(site.secretFile());

      CommandRun run = site.rotate("--as", "half@pve");

      assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(run.err()).contains("would not have the same rights").contains("--as root@pam");
      assertUntouched(site, settings, secret);
    }
  }

  @Test
  void settings_that_cannot_be_written_take_the_second_token_away_again() throws IOException {
    try (RotationSite site = new RotationSite(folder, "9.1")) {
      String settings = Files.readString(site.file());
      String secret = Files.readString(site.secretFile()).strip();
      // the file is changed by somebody else while the second token is made
      site.cluster()
          .faults()
          .next(
              request -> {
                if (request.method().equals("POST") && request.apiPath().endsWith("assistant-2")) {
                  write(site, "user: mcp@pve\n    token-name: other");
                }
                return false;
              },
              Fault.RESET);

      CommandRun run = site.rotate("--as", "boss@pve");
      site.write("file:lab.token");

      assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(run.err()).contains("does not stand in " + site.file());
      assertUntouched(site, settings, secret + "\n");
    }
  }

  private static void write(RotationSite site, String tokenId) {
    try {
      site.write(tokenId, "file:lab.token");
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Test
  void a_new_secret_that_cannot_be_written_is_rescued() throws IOException {
    try (RotationSite site = new RotationSite(folder, "9.2")) {
      // the folder is closed while the host makes the secret
      Path kept = Files.createDirectory(folder.resolve("kept"));
      Files.move(site.secretFile(), kept.resolve("lab.token"));
      site.write("file:kept/lab.token");
      site.cluster()
          .faults()
          .next(
              request -> {
                if (request.method().equals("PUT") && request.apiPath().contains("/token/")) {
                  rights(kept, "rwxrwxrwx");
                }
                return false;
              },
              Fault.RESET);

      CommandRun run = site.rotate("--as", "boss@pve");

      assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(run.err())
          .contains("Token mcp@pve!assistant has a new secret, the old one is refused")
          .contains("readable by you alone, and nowhere else. Mend that, then run: mv ");
      Path rescued = rescued();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rescued)))
          .isEqualTo("rw-------");
      rights(kept, "rwx------");
      Files.move(rescued, kept.resolve("lab.token"), StandardCopyOption.REPLACE_EXISTING);
      assertThat(call(site)).isZero();
    }
  }

  private static void rights(Path path, String rights) {
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private Path rescued() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("state/proxmox-mcp"))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  @Test
  void what_is_typed_wrong_is_told() throws IOException {
    try (RotationSite site = new RotationSite(folder, "9.2")) {
      assertUsage(site.rotate("attic"), "The settings name no cluster \"attic\"; they name lab.");
      assertUsage(site.rotate("--expires", "-1"), "--expires takes 1 to 3650 days, or 0");
      assertUsage(site.rotate("--as", "root"), "--as: ");
      assertUsage(CommandRun.of("token"), "What to do with the token is missing: rotate.");
    }
  }

  private static void assertUsage(CommandRun run, String message) {
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(message);
  }
}
