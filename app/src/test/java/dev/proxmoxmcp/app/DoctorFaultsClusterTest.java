package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.app.Diagnosis.Found;
import dev.proxmoxmcp.app.Diagnosis.Step;
import dev.proxmoxmcp.simulator.SimulatedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fault for each check of a cluster: {@code doctor} names it, and where what it prints can be
 * done here, it is done as printed, and all is well. {@link DoctorFaultsHostTest} has those of
 * hosts, {@link DoctorFaultsHereTest} those of this machine.
 *
 * <p>Not to be done here: an SSH server (21) is not there, {@code verification/ssh.sh} has a real
 * one.
 */
@Timeout(120)
class DoctorFaultsClusterTest {
  @TempDir private Path home;

  private Patient patient;

  @BeforeEach
  void start() throws IOException {
    patient = Patient.byVariables(home);
  }

  @AfterEach
  void close() {
    patient.close();
  }

  @Test
  void check_11_the_clock_of_a_node() throws Exception {
    patient.cluster.node("pve2").setsItsClock(Duration.ofMinutes(-5));

    Found fault = patient.fault("clock", ExitCode.OK);

    assertThat(fault.text()).matches("The clock of node pve2 is (5|4) minutes behind ours\\.");
    assertThat(fault.mend())
        .containsExactly(
            new Step("run-there", "node pve2", "timedatectl set-ntp true && chronyc makestep"));
    patient.mended(fault);
  }

  @Test
  void check_12_a_secret_that_is_wrong() throws Exception {
    patient.environment.put("PROXMOX_TOKEN_VALUE", Settings.SECRET);

    Found fault = patient.fault("credential", ExitCode.UNAVAILABLE);

    assertThat(fault.text()).startsWith("Could not read the version (cluster 127.0.0.1)");
    patient.mended(fault);
  }

  @Test
  void check_13_a_token_that_ends_tomorrow() throws Exception {
    patient.close();
    patient = Patient.byFile(home);
    long soon = Instant.now().plus(Duration.ofHours(30)).getEpochSecond();
    patient.there("pveum user token modify ops@pve mcp --expire " + soon);
    patient.there("pveum role add Own --privs User.Modify");
    patient.there("pveum acl modify /access/groups --tokens 'ops@pve!mcp' --roles PVEAuditor,Own");
    patient.there("pveum acl modify /access/groups --users ops@pve --roles PVEAuditor,Own");

    Found fault = patient.fault("token", ExitCode.UNAVAILABLE);

    assertThat(fault.text())
        .isEqualTo(
            "Token ops@pve!mcp expires in 29 hours, on %s.".formatted(Instant.ofEpochSecond(soon)));
    assertThat(fault.mend()).containsExactly(new Step("run", "", "proxmox-mcp token rotate lab"));
    patient.mended(fault);
  }

  @Test
  void check_13_a_token_whose_secret_only_somebody_else_can_replace() throws Exception {
    Found fault = patient.fault("token", ExitCode.OK);

    assertThat(fault.text()).isEqualTo("Token ops@pve!mcp never expires.");
    assertThat(fault.mend())
        .containsExactly(
            new Step(
                "run-there",
                "a node",
                "pveum user token modify ops@pve mcp --expire $(date -d '+1 year' +%s)"));
    patient.mended(fault);
  }

  @Test
  void check_14_a_role_that_the_token_has_and_its_user_has_not() throws Exception {
    patient.there("pveum acl modify / --tokens 'ops@pve!mcp' --roles PVETemplateUser");

    Found fault = patient.fault("separation", ExitCode.OK);

    assertThat(fault.text())
        .isEqualTo(
            "Token ops@pve!mcp was granted PVETemplateUser on /, but its user ops@pve lacks"
                + " VM.Clone there, so that the token does not have it either.");
    assertThat(fault.mend())
        .containsExactly(
            new Step(
                "run-there",
                "a node",
                "pveum acl modify / --users ops@pve --roles PVETemplateUser"));
    patient.mended(fault);
  }

  @Test
  void check_14_a_token_that_was_granted_nothing() throws Exception {
    patient.actsAs(patient.cluster.blindToken());

    Found fault = patient.fault("separation", ExitCode.NO_PERMISSION);

    assertThat(fault.text())
        .startsWith("Token nobody@pve!blind has no rights at all")
        .endsWith(
            "Either it was granted none, or its user nobody@pve was not: with privilege separation"
                + " it has only what both were granted.");
    patient.mended(fault);
  }

  @Test
  void check_15_a_token_that_may_look_and_is_to_switch() throws Exception {
    patient.actsAs(patient.cluster.auditorToken());

    Diagnosis diagnosis = patient.doctor("--allow", "change");

    Found fault =
        diagnosis.of("privileges").stream()
            .filter(one -> one.text().contains("switch guests"))
            .findFirst()
            .orElseThrow();
    assertThat(fault.text())
        .isEqualTo(
            "Cannot switch guests and snapshot them: token viewer@pve!audit lacks VM.PowerMgmt and"
                + " VM.Snapshot on /vms.");
    patient.follow(fault);
    assertThat(patient.doctor("--allow", "change").of("privileges"))
        .filteredOn(one -> one.text().contains("switch guests"))
        .allSatisfy(one -> assertThat(one.level()).isEqualTo("ok"))
        .hasSize(1);
  }

  @Test
  void check_16_backups_that_cannot_be_seen() throws Exception {
    patient.actsAs(patient.cluster.auditorToken());

    Found fault = patient.fault("backups", ExitCode.OK);

    assertThat(fault.text())
        .isEqualTo(
            "Backups on storages are not visible to token viewer@pve!audit, which lacks VM.Backup"
                + " on /vms, Datastore.AllocateSpace on /storage. That a list of them is empty"
                + " means nothing.");
    patient.mended(fault);
  }

  @Test
  void check_17_a_journal_that_cannot_be_seen() throws Exception {

    Found fault = patient.fault("journal", ExitCode.OK);

    assertThat(fault.text())
        .isEqualTo(
            "The journal of the nodes is not visible to token ops@pve!mcp, which lacks Sys.Syslog"
                + " on /.");
    patient.mended(fault);
  }

  @Test
  void check_18_nodes_of_different_versions() throws Exception {
    patient.cluster.node("pve2").tellsVersion("9.1.2");

    Found fault = patient.fault("version", ExitCode.OK);

    assertThat(fault.text())
        .isEqualTo(
            "The nodes have different versions of Proxmox VE: 9.1.2 on pve2; 9.2.4 on pve1, pve3.");
    assertThat(fault.mend())
        .containsExactly(new Step("run-there", "node pve2", "apt update && apt full-upgrade"));
    patient.mended(fault);
  }

  @Test
  void check_19_a_node_that_is_off() throws Exception {
    patient.cluster.node("pve3").goesOffline();

    Found fault = patient.fault("members", ExitCode.OK);

    assertThat(fault.text()).isEqualTo("Not there: pve3.");
    patient.cluster.node("pve3").comesBack(); // switched on
    patient.doctor().assertWell("members");
  }

  @Test
  void check_19_a_member_with_a_certificate_that_nobody_vouches_for() throws Exception {
    patient.close();
    patient = Patient.byVariables(home, Patient.usual().listenerPerNode());
    patient.trustsTheAuthority();
    patient.doctor().assertWell("members");
    patient
        .cluster
        .node("pve2")
        .presents(SimulatedCertificate.foreignAuthority(InstantSource.system()));

    Found fault = patient.fault("members", ExitCode.OK);

    assertThat(fault.text())
        .startsWith(
            "Node pve2 at 127.0.0.2:%d is sent nothing, since it did not prove itself. "
                .formatted(patient.cluster.address().getPort()));
    assertThat(fault.mend())
        .containsExactly(
            new Step(
                "run-there",
                "node pve2",
                "pvecm updatecerts --force && systemctl reload pveproxy"));
  }

  @Test
  void check_20_an_agent_that_is_silent() throws Exception {
    patient.cluster.guestFaults(101).silencesItsAgent();

    Found fault = patient.fault("agent", ExitCode.OK);

    assertThat(fault.text())
        .isEqualTo("The guest agent of VM 101 on node pve1 is switched on, and does not answer.");
    assertThat(fault.mend())
        .containsExactly(
            new Step(
                "run-there",
                "VM 101",
                "apt install qemu-guest-agent && systemctl restart qemu-guest-agent"));
    patient.mended(fault);
  }

  @Test
  void check_21_nodes_without_an_ssh_server() throws Exception {
    int free;
    try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = once.getLocalPort();
    }
    Path key = home.resolve("key");
    assertThat(
            new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                .start()
                .waitFor())
        .isZero();
    patient.environment.put("PROXMOX_SSH_KEY_FILE", key.toString());
    patient.environment.put(
        "PROXMOX_SSH_KNOWN_HOSTS", Files.createFile(home.resolve("known_hosts")).toString());
    patient.environment.put(
        "PROXMOX_SSH_NODES",
        "pve1=127.0.0.1:%1$d,pve2=127.0.0.1:%1$d,pve3=127.0.0.1:%1$d".formatted(free));

    Diagnosis diagnosis = patient.doctor();

    assertThat(diagnosis.of("ssh"))
        .anySatisfy(one -> {
          assertThat(one.text())
              .startsWith(
                  "Could not run a command on node pve1 (127.0.0.1:%d) by SSH: no SSH connection came about"
                      .formatted(free));
          assertThat(one.mend())
              .containsExactly(new Step("run-there", "node pve1", "systemctl enable --now ssh"));
        });
  }
}
