package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.app.Diagnosis.Found;
import dev.proxmoxmcp.app.Diagnosis.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fault for each check of this machine: {@code doctor} names it, what it prints is done as
 * printed, and all is well. What belongs to the machine itself, {@link
 * dev.proxmoxmcp.app.doctor.MachineFaultsTest} has.
 */
@Timeout(120)
class DoctorFaultsHereTest {
  @TempDir private Path home;

  private Patient patient;

  @BeforeEach
  void start() throws IOException {
    patient = Patient.byFile(home);
  }

  @AfterEach
  void close() {
    patient.close();
  }

  private static void mode(Path file, String rights) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }

  @Test
  void without_faults_there_are_none() {
    Diagnosis diagnosis = patient.doctor();

    for (String check :
        new String[] {"java", "settings", "two-places", "file-modes", "store", "state", "http"}) {
      diagnosis.assertWell(check);
    }
  }

  @Test
  void check_2_settings_without_their_version() throws Exception {
    String text = Files.readString(patient.file());
    Files.writeString(patient.file(), text.replace("version: 1\n", ""));

    Found fault = patient.fault("settings", ExitCode.CONFIGURATION);

    assertThat(fault.text())
        .isEqualTo(patient.file() + ":1:1: the key version is missing; write `version: 1`.");
    assertThat(fault.mend())
        .containsExactly(new Step("set", patient.file().toString(), "version: 1"));
    patient.mended(fault);
  }

  @Test
  void check_3_a_second_settings_file() throws Exception {
    Path other = home.resolve("Library/Application Support/proxmox-mcp/settings.yaml");
    Files.createDirectories(other.getParent());
    Files.copy(patient.file(), other);

    Found fault = patient.fault("two-places", ExitCode.OK);

    assertThat(fault.text())
        .isEqualTo(
            "%s is a settings file too, and is not read, because %s comes first."
                .formatted(other, patient.file()));
    assertThat(fault.mend())
        .containsExactly(new Step("run", "", "mv '%1$s' '%1$s.unused'".formatted(other)));
    patient.mended(fault);
  }

  @Test
  void check_3_variables_that_say_something_else_than_the_file() throws Exception {
    patient.environment.put("PROXMOX_HOST", "pve9.example.org");
    patient.environment.put("PROXMOX_USER", "mcp@pve");

    Found fault = patient.fault("two-places", ExitCode.CONFIGURATION);

    assertThat(fault.text())
        .isEqualTo(
            "PROXMOX_HOST, PROXMOX_USER are set, and %s configures the cluster too; one of the two would be ignored. Unset the variables, or take the cluster out of the file."
                .formatted(patient.file()));
    assertThat(fault.mend())
        .containsExactly(new Step("run", "", "unset PROXMOX_HOST PROXMOX_USER"));
    patient.mended(fault);
  }

  @Test
  void check_4_a_secret_that_others_can_read() throws Exception {
    mode(patient.secretFile(), "rw-r--r--");

    Found fault = patient.fault("file-modes", ExitCode.CONFIGURATION);

    assertThat(fault.text())
        .startsWith("The secret of ")
        .endsWith("in " + patient.secretFile() + " can be read by others.");
    assertThat(fault.mend().getFirst())
        .isEqualTo(new Step("run", "", "chmod 600 " + patient.secretFile()));
    patient.mended(fault);
  }

  @Test
  void check_4_settings_that_others_can_change() throws Exception {
    mode(patient.file(), "rw-rw-rw-");

    Found fault = patient.fault("file-modes", ExitCode.CONFIGURATION);

    assertThat(fault.text())
        .isEqualTo("The settings file " + patient.file() + " can be changed by others.");
    patient.mended(fault);
  }

  @Test
  void check_5_a_name_that_no_store_has() throws Exception {
    patient.write("store:lab-token", "");

    Found fault = patient.fault("store", ExitCode.CONFIGURATION);

    assertThat(fault.text())
        .isEqualTo(
            "The secret store %s does not exist, and the settings refer to lab-token in it."
                .formatted(patient.file().resolveSibling("secrets.sealed")));
    assertThat(fault.mend())
        .containsExactly(new Step("run", "", "proxmox-mcp secret set lab-token"));
    patient.mended(fault);
  }

  @Test
  void check_24_a_client_that_starts_what_may_not_be_run() throws Exception {
    Path launcher = Files.writeString(home.resolve("proxmox-mcp"), "#!/bin/sh\n");
    Path configuration = home.resolve(".cursor/mcp.json");
    Files.createDirectories(configuration.getParent());
    Files.writeString(
        configuration,
        """
        {"mcpServers": {"proxmox": {"command": "%s", "args": ["serve"]}, "other": {"command": "x"}}}
        """
            .formatted(launcher));

    Found fault = patient.fault("clients", ExitCode.CONFIGURATION);

    assertThat(fault.text())
        .isEqualTo(
            "Cursor (proxmox of %s) starts %s, which may not be run."
                .formatted(configuration, launcher));
    assertThat(fault.mend()).containsExactly(new Step("run", "", "chmod u+x " + launcher));
    patient.mended(fault);
  }

  @Test
  void check_22_a_state_folder_that_others_can_see() throws Exception {
    Path state = home.resolve(".local/state/proxmox-mcp");
    Files.createDirectories(state);
    mode(state, "rwxr-xr-x");

    Found fault = patient.fault("state", ExitCode.OK);

    assertThat(fault.text()).isEqualTo("The state folder " + state + " is open to others.");
    assertThat(fault.mend()).containsExactly(new Step("run", "", "chmod 700 " + state));
    patient.mended(fault);
  }

  @Test
  void check_23_http_for_everybody() throws Exception {
    patient.write("file:lab.token", "http:\n  address: 0.0.0.0:8642\n");

    Found fault = patient.fault("http", ExitCode.CONFIGURATION);

    assertThat(fault.text())
        .endsWith(
            "0.0.0.0:8642 can be reached from other machines, and nobody is asked for a token"
                + " there; `serve --http` refuses it.");
    patient.mended(fault);
  }
}
