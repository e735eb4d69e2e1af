package dev.proxmoxmcp.client.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.Conflict;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.NotFound;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.client.task.TaskState;
import dev.proxmoxmcp.client.task.TaskWatch;
import dev.proxmoxmcp.client.task.Upid;
import dev.proxmoxmcp.simulator.RecordedRequest;
import dev.proxmoxmcp.simulator.SimulatedGuest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuestsTest {
  private static final GuestRef STOPPED_VM = Lab.vm("pve3", 107);
  private static final GuestRef RUNNING_VM = Lab.vm("pve1", 112);
  private static final GuestRef STOPPED_CT = Lab.ct("pve1", 203);
  private static final GuestRef RUNNING_CT = Lab.ct("pve3", 205);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final Lab lab = Lab.start();
  private final BoundCluster operator = lab.operator();

  @AfterEach
  void close() {
    lab.close();
  }

  private TaskState run(GuestRef guest, PowerAction action) {
    Upid upid = operator.guests().power(guest, action, PowerOptions.standard());
    return operator.tasks().await(upid, LONG, TaskWatch.silent()).state();
  }

  private String simulatedState(GuestRef guest) {
    return lab.simulated().guest(guest.vmid().value()).map(SimulatedGuest::status).orElseThrow();
  }

  @Test
  void the_list_of_all_guests_is_one_request() {
    assertThat(operator.guests().list()).hasSize(24);

    assertThat(lab.simulated().requests().list())
        .singleElement()
        .satisfies(request -> {
          assertThat(request.apiPath()).isEqualTo("/cluster/resources");
          assertThat(request.parameters()).containsEntry("type", "vm").hasSize(1);
        });
  }

  @Test
  void the_vms_of_a_node_are_one_request_that_tells_which_of_them_stand_still() {
    assertThat(run(RUNNING_VM, PowerAction.SUSPEND)).isEqualTo(new TaskState.Ok());
    lab.simulated().requests().clear();

    assertThat(operator.guests().vmsOf(new NodeName("pve1")))
        .allMatch(vm -> vm.ref().node().equals(new NodeName("pve1")))
        .filteredOn(vm -> vm.state() == RunState.PAUSED)
        .singleElement()
        .satisfies(vm -> {
          assertThat(vm.ref()).isEqualTo(RUNNING_VM);
          assertThat(vm.detail()).isEqualTo("paused");
          assertThat(vm.name()).isEqualTo("staging");
        });
    assertThat(lab.simulated().requests().list())
        .singleElement()
        .satisfies(request -> assertThat(request.parameters()).containsEntry("full", "1"));
  }

  @Test
  void the_status_of_a_running_vm_has_its_figures() {
    GuestStatus status = operator.guests().status(RUNNING_VM);

    assertThat(status.name()).isEqualTo("staging");
    assertThat(status.state()).isEqualTo(RunState.RUNNING);
    assertThat(status.detail()).isEqualTo("running");
    assertThat(status.load().uptime()).isPositive();
    assertThat(status.load().cpu()).isNotNull();
    assertThat(status.marks().tags()).containsExactly("test");
    assertThat(status.marks().haState()).isNull();
  }

  @Test
  void the_status_of_a_stopped_container_has_no_uptime() {
    GuestStatus status = operator.guests().status(STOPPED_CT);

    assertThat(status.state()).isEqualTo(RunState.STOPPED);
    assertThat(status.detail()).isNull();
    assertThat(status.load().uptime()).isZero();
  }

  @Test
  void a_locked_guest_tells_its_lock() {
    assertThat(operator.guests().status(Lab.vm("pve2", 110)).marks().lock()).isEqualTo("backup");
  }

  @Test
  void the_configuration_of_a_vm_is_read() {
    GuestConfiguration vm = operator.guests().configuration(Lab.vm("pve2", 103));

    assertThat(vm.labels().name()).isEqualTo("db1");
    assertThat(vm.labels().description()).contains("PostgreSQL 17");
    assertThat(vm.hardware().memory()).isEqualTo(ByteSize.ofMebibytes(16384));
    assertThat(vm.hardware().processors().cores()).isEqualTo(4);
    assertThat(vm.hardware().disks()).isNotEmpty();
    assertThat(vm.hardware().networks()).containsKey("net0");
    assertThat(vm.behaviour().agent()).isTrue();
    assertThat(vm.digest()).matches("[0-9a-f]{40}");
  }

  @Test
  void the_configuration_of_a_container_is_read() {
    GuestConfiguration ct = operator.guests().configuration(STOPPED_CT);

    assertThat(ct.labels().name()).isEqualTo("git");
    assertThat(ct.hardware().disks()).containsKey("rootfs");
  }

  @Test
  void a_guest_that_is_not_there_is_not_found() {
    GuestRef nobody = Lab.vm("pve1", 999);

    assertThatThrownBy(() -> operator.guests().configuration(nobody))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("Could not read the configuration of VM 999 on node pve1")
        .hasMessageContaining("does not exist");
  }

  @Test
  void a_vm_is_started() {
    assertThat(run(STOPPED_VM, PowerAction.START)).isEqualTo(new TaskState.Ok());

    assertThat(simulatedState(STOPPED_VM)).isEqualTo("running");
    assertThat(operator.guests().status(STOPPED_VM).state()).isEqualTo(RunState.RUNNING);
  }

  @Test
  void a_container_is_started() {
    assertThat(run(STOPPED_CT, PowerAction.START)).isEqualTo(new TaskState.Ok());

    assertThat(simulatedState(STOPPED_CT)).isEqualTo("running");
  }

  @Test
  void a_guest_of_either_kind_is_shut_down_and_stopped() {
    assertThat(run(RUNNING_VM, PowerAction.SHUTDOWN)).isEqualTo(new TaskState.Ok());
    assertThat(run(RUNNING_CT, PowerAction.STOP)).isEqualTo(new TaskState.Ok());

    assertThat(simulatedState(RUNNING_VM)).isEqualTo("stopped");
    assertThat(simulatedState(RUNNING_CT)).isEqualTo("stopped");
  }

  @Test
  void a_suspended_vm_reads_paused_until_it_is_resumed() {
    run(RUNNING_VM, PowerAction.SUSPEND);
    assertThat(operator.guests().status(RUNNING_VM).state()).isEqualTo(RunState.PAUSED);

    run(RUNNING_VM, PowerAction.RESUME);
    assertThat(operator.guests().status(RUNNING_VM).state()).isEqualTo(RunState.RUNNING);
  }

  @Test
  void a_running_vm_is_reset_and_rebooted() {
    assertThat(run(RUNNING_VM, PowerAction.RESET)).isEqualTo(new TaskState.Ok());
    assertThat(run(RUNNING_VM, PowerAction.REBOOT)).isEqualTo(new TaskState.Ok());
    assertThat(simulatedState(RUNNING_VM)).isEqualTo("running");
  }

  @Test
  void starting_a_running_vm_is_a_task_that_fails() {
    assertThat(run(RUNNING_VM, PowerAction.START))
        .isEqualTo(new TaskState.Failed("VM 112 already running"));
  }

  @Test
  void starting_a_running_container_is_refused_at_once() {
    assertThatThrownBy(() -> run(RUNNING_CT, PowerAction.START))
        .isInstanceOfSatisfying(
            Conflict.class,
            conflict -> assertThat(conflict.reason()).isEqualTo(Conflict.Reason.RUN_STATE))
        .hasMessageContaining("CT 205 already running");
  }

  @Test
  void options_reach_proxmox_as_it_wants_them() {
    operator
        .guests()
        .power(RUNNING_VM, PowerAction.SHUTDOWN, new PowerOptions(Duration.ofSeconds(30), true));

    RecordedRequest request = lab.simulated().requests().list().getLast();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.apiPath()).isEqualTo("/nodes/pve1/qemu/112/status/shutdown");
    assertThat(request.parameters())
        .containsEntry("timeout", "30")
        .containsEntry("forceStop", "1")
        .hasSize(2);
  }

  @Test
  void what_does_not_fit_the_guest_is_refused_before_anything_is_sent() {
    assertThatIllegalArgumentException().isThrownBy(() -> run(RUNNING_CT, PowerAction.RESET));

    assertThat(lab.simulated().requests().count()).isZero();
  }

  @Test
  void without_the_privilege_nothing_happens_and_the_grant_is_told() {
    Guests auditor = lab.as(lab.simulated().auditorToken()).guests();

    assertThatThrownBy(() -> auditor.power(STOPPED_VM, PowerAction.START, PowerOptions.standard()))
        .isInstanceOf(PermissionDenied.class)
        .hasMessageContaining("Token viewer@pve!audit lacks VM.PowerMgmt on /vms/107")
        .hasMessageContaining("Could not start VM 107 on node pve3 (cluster lab)");
    assertThat(simulatedState(STOPPED_VM)).isEqualTo("stopped");
  }

  @Test
  void what_would_be_sent_can_be_shown_without_sending_it() {
    var request =
        operator.guests().powerRequest(STOPPED_VM, PowerAction.STOP, PowerOptions.standard());

    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/nodes/pve3/qemu/107/status/stop");
    assertThat(request.tier()).isEqualTo(Tier.DESTROY);
    assertThat(lab.simulated().requests().count()).isZero();
  }

  @Test
  void hostile_notes_arrive_as_they_are_and_break_nothing() {
    GuestConfiguration guestbook = operator.guests().configuration(Lab.vm("pve2", 114));

    assertThat(guestbook.labels().description()).contains("ignore previous instructions", "\u202e");
  }

  @Test
  void non_ascii_notes_are_read_as_utf_8() {
    assertThat(operator.guests().configuration(Lab.vm("pve1", 104)).labels().description())
        .contains("Zoë Müller", "写真と書類 📷");
  }

  @Test
  void a_node_named_in_a_reference_decides_where_the_request_goes() {
    operator.guests().status(STOPPED_VM);

    assertThat(lab.simulated().requests().list())
        .extracting(RecordedRequest::apiPath)
        .isEqualTo(List.of("/nodes/" + new NodeName("pve3") + "/qemu/107/status/current"));
  }
}
