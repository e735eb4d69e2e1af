package dev.proxmoxmcp.client.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.guest.GuestConfiguration.Behaviour;
import dev.proxmoxmcp.client.guest.GuestConfiguration.Processors;
import dev.proxmoxmcp.client.http.Answers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationFieldsTest {
  private static final NodeName NODE = new NodeName("pve1");
  private static final GuestRef VM = new GuestRef(GuestKind.QEMU, NODE, new Vmid(900));
  private static final GuestRef CT = new GuestRef(GuestKind.LXC, NODE, new Vmid(910));

  private static GuestConfiguration read(GuestRef guest, String json) {
    return ConfigurationFields.read(guest, Answers.of(json).object());
  }

  @Test
  void a_vm_as_a_host_answered_it() {
    GuestConfiguration vm =
        read(
            VM,
            """
            {"onboot":0,"boot":"order=scsi0;net0","scsi0":"local:900/vm-900-disk-0.qcow2,size=1G",
             "scsihw":"virtio-scsi-single","digest":"06683bbb5fbd70a20f4a85feb9d407e2a2db8cd6",
             "ide2":"local:900/vm-900-cloudinit.qcow2,media=cdrom","unused0":"extra:900/x.qcow2",
             "net0":"virtio=BC:24:11:14:7A:D0,bridge=vmbr0","tags":"demo;lab","cores":2,"sockets":1,
             "cpulimit":"1.5","name":"app1","agent":"1","memory":"128","lock":"backup",
             "description":"first line\\nsecond line"}
            """);

    assertThat(vm.labels().name()).isEqualTo("app1");
    assertThat(vm.labels().description()).isEqualTo("first line\nsecond line");
    assertThat(vm.labels().tags()).containsExactly("demo", "lab");
    assertThat(vm.hardware().processors()).isEqualTo(new Processors(2, 1, 1.5));
    assertThat(vm.hardware().memory()).isEqualTo(ByteSize.ofMebibytes(128));
    assertThat(vm.hardware().disks()).containsOnlyKeys("scsi0", "ide2", "unused0");
    assertThat(vm.hardware().networks())
        .containsEntry("net0", "virtio=BC:24:11:14:7A:D0,bridge=vmbr0")
        .hasSize(1);
    assertThat(vm.behaviour()).isEqualTo(new Behaviour(false, true, false, false));
    assertThat(vm.lock()).isEqualTo("backup");
    assertThat(vm.digest()).isEqualTo("06683bbb5fbd70a20f4a85feb9d407e2a2db8cd6");
    assertThat(vm.raw()).containsEntry("boot", "order=scsi0;net0").containsEntry("cores", "2");
  }

  @Test
  void a_container_as_a_host_answered_it() {
    GuestConfiguration ct =
        read(
            CT,
            """
            {"rootfs":"local:910/subvol-910-disk-0.subvol,size=0T","mp0":"local:1,mp=/srv",
             "digest":"3a5b5c13f96684008a0480c04800b3e492db7b7c","hostname":"box1","tags":"lab",
             "net0":"name=eth0,bridge=vmbr0","arch":"amd64","memory":64,"swap":512,
             "onboot":1,"protection":1}
            """);

    assertThat(ct.labels().name()).isEqualTo("box1");
    assertThat(ct.labels().description()).isEmpty();
    assertThat(ct.hardware().processors()).isEqualTo(new Processors(0, 1, null));
    assertThat(ct.hardware().memory()).isEqualTo(ByteSize.ofMebibytes(64));
    assertThat(ct.hardware().disks()).containsOnlyKeys("rootfs", "mp0");
    assertThat(ct.behaviour()).isEqualTo(new Behaviour(true, false, false, true));
    assertThat(ct.lock()).isNull();
  }

  @Test
  void a_vm_of_which_little_is_told_has_proxmox_defaults_or_nothing() {
    GuestConfiguration vm = read(VM, "{}");

    assertThat(vm.labels().name()).isNull();
    assertThat(vm.hardware().processors()).isEqualTo(new Processors(1, 1, null));
    assertThat(vm.hardware().memory()).isNull();
    assertThat(vm.digest()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|true",
        "0|false",
        "enabled=1|true",
        "enabled=1,fstrim_cloned_disks=1|true",
        "1,type=virtio|true",
        "enabled=0,fstrim_cloned_disks=1|false",
        "0,fstrim_cloned_disks=1|false",
        "type=virtio,enabled=1|true"
      })
  void the_agent_is_on_when_its_property_string_says_so(String agent, boolean on) {
    assertThat(read(VM, "{\"agent\":\"" + agent + "\"}").behaviour().agent()).isEqualTo(on);
  }

  @ParameterizedTest
  @CsvSource({"512, 512", "current=2048, 2048", "'current=1024,x=1', 1024"})
  void memory_is_plain_or_a_property_string_in_mebibytes(String memory, long mebibytes) {
    assertThat(read(VM, "{\"memory\":\"" + memory + "\"}").hardware().memory())
        .isEqualTo(ByteSize.ofMebibytes(mebibytes));
  }
}
