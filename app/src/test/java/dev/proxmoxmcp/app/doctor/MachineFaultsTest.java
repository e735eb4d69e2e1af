package dev.proxmoxmcp.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.settings.SettingsException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of the machine itself, on one that a test describes. */
class MachineFaultsTest {
  @TempDir private Path home;

  private Described machine;

  @BeforeEach
  void describe() {
    machine = new Described(home);
  }

  /** A machine as a test wants it. */
  private static final class Described implements Machine {
    private final Path folder;
    private int java = 25;
    private boolean launched;
    private boolean installed;
    private List<String> mounts = List.of();
    private long free = 1L << 40;

    Described(Path folder) {
      this.folder = folder;
    }

    @Override
    public int javaRelease() {
      return java;
    }

    @Override
    public String javaVersion() {
      return java + ".0.1";
    }

    @Override
    public boolean runsFromImage() {
      return Files.exists(folder.resolve(".program/image-1"));
    }

    @Override
    public Optional<Path> launcherFolder() {
      return launched ? Optional.of(folder.resolve(".program")) : Optional.empty();
    }

    @Override
    public boolean unpacksLibraries() {
      return !installed;
    }

    @Override
    public Path temporaryFolder() {
      return folder;
    }

    @Override
    public List<String> mounts() {
      return mounts;
    }

    @Override
    public long freeBytes(Path path) {
      return free;
    }
  }

  private List<Finding> look(HereCheck check) {
    return check.look(
        Here.of(
            null,
            Map.of("HOME", home.toString()),
            () -> {
              throw new SettingsException("none");
            },
            machine));
  }

  @Test
  void check_1_an_older_java() {
    machine.java = 21;

    assertThat(look(new JavaCheck()))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.level()).isEqualTo(Finding.Level.PROBLEM);
          assertThat(finding.text())
              .isEqualTo("Java 21.0.1 runs this program, which needs 25 or later.");
        });
  }

  @Test
  void check_1_a_launcher_whose_image_could_not_be_made() throws Exception {
    machine.launched = true;
    Path program = Files.createDirectory(home.resolve(".program"));
    Path failed = Files.createFile(program.resolve("image-1.failed"));
    Path launcher =
        Files.writeString(
            home.resolve("proxmox-mcp"),
            "#!/bin/sh\n[ \"$PROXMOX_MCP_IMAGE\" = wait ] && mkdir \""
                + program.resolve("image-1")
                + "\"\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));

    List<Finding> findings = look(new JavaCheck());

    assertThat(findings)
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.text())
                .isEqualTo(
                    "Java 25.0.1, without the run-time image: it could not be made (%s says why)."
                        .formatted(program.resolve("image.log"))));
    run(findings.getFirst().mends().getFirst().text());
    assertThat(failed).doesNotExist();
    assertThat(look(new JavaCheck()))
        .containsExactly(Finding.ok(Check.JAVA, "Java 25.0.1, from the run-time image."));
  }

  @Test
  void check_1_an_image_that_is_being_made_right_now_is_no_fault() throws Exception {
    machine.launched = true;
    Path program = Files.createDirectory(home.resolve(".program"));
    assertThat(look(new JavaCheck()))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.text()).endsWith("without the run-time image: it is not made yet.");
          assertThat(finding.mends().getFirst().text()).startsWith("PROXMOX_MCP_IMAGE=wait ");
        });

    try (FileChannel channel =
            FileChannel.open(
                program.resolve("image.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      assertThat(look(new JavaCheck()))
          .containsExactly(
              Finding.ok(
                  Check.JAVA,
                  "Java 25.0.1, without the run-time image: it is being made now, and the next"
                      + " starts use it."));
    }
  }

  private static void run(String command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("sh", "-c", command).start().waitFor()).as(command).isZero();
  }

  @Test
  void check_22_a_temporary_folder_from_which_nothing_can_be_loaded() {
    machine.mounts =
        List.of(
            "/dev/sda1 / ext4 rw,relatime 0 0", "tmpfs " + home + " tmpfs rw,nosuid,noexec 0 0");

    assertThat(look(new StateCheck()))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.text())
              .isEqualTo(
                  "The temporary folder %1$s is on %1$s, mounted noexec: no library can be loaded from there."
                      .formatted(home));
          assertThat(finding.mends())
              .containsExactly(Mend.run("sudo mount -o remount,exec " + home));
        });
  }

  @Test
  void check_22_an_installed_program_needs_no_temporary_folder() {
    machine.installed = true;
    machine.mounts = List.of("tmpfs " + home + " tmpfs rw,nosuid,noexec 0 0");

    assertThat(look(new StateCheck()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.level()).isEqualTo(Finding.Level.OK));
  }

  @Test
  void check_22_the_state_folder_that_the_settings_name_is_the_one_that_is_looked_at()
      throws Exception {
    Path file =
        Files.writeString(home.resolve("settings.yaml"), "version: 1\nstate: " + home + "/kept\n");
    Files.setPosixFilePermissions(
        Files.createDirectory(home.resolve("kept")), PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(
            new StateCheck()
                .look(
                    Here.of(
                        file.toString(),
                        Map.of("HOME", home.toString()),
                        () -> {
                          throw new SettingsException("none");
                        },
                        machine)))
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.text())
                .isEqualTo("The state folder " + home + "/kept is open to others."));
  }

  @Test
  void check_22_a_file_system_that_is_full() {
    machine.free = 12L << 20;

    assertThat(look(new StateCheck()))
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.text())
                .isEqualTo(
                    "Only 12 MiB are free for the state folder %s."
                        .formatted(home.resolve(".local/state/proxmox-mcp"))));
  }
}
