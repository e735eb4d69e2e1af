package dev.proxmoxmcp.client.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a path and arguments to an answer, over HTTPS. */
class ApiCallsTest {
  private final Lab lab = Lab.start();

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void a_checked_read_brings_the_data_as_json() {
    var answer =
        lab.operator()
            .calls()
            .send(
                checked(ApiMethod.GET, "/nodes/pve1/qemu/101/config", Map.of("current", true)),
                Tier.READ,
                "read the configuration of VM 101");

    assertThat(answer.data()).startsWith("{").contains("\"digest\"");
    assertThat(answer.total()).isNull();
  }

  @Test
  void a_part_of_a_list_comes_with_the_count_of_everything() {
    var answer =
        lab.operator()
            .calls()
            .send(
                checked(ApiMethod.GET, "/nodes/pve1/tasks", Map.of("limit", 1)),
                Tier.READ,
                "list the tasks of pve1");

    assertThat(answer.data()).startsWith("[{");
    assertThat(answer.total()).isGreaterThan(1);
  }

  @Test
  void what_is_sent_is_what_the_gate_was_shown() {
    List<String> shown = new ArrayList<>();
    Gate gate = outgoing -> shown.add(outgoing.tier() + " " + outgoing);

    var _ =
        lab.open(lab.settings(lab.simulated().operatorToken()))
            .through(gate)
            .calls()
            .send(
                checked(ApiMethod.GET, "/cluster/resources", Map.of("type", "vm")),
                Tier.READ,
                "list the guests");

    assertThat(shown).containsExactly("READ GET /cluster/resources [type] on lab");
    assertThat(lab.simulated().requests().list().getLast().parameters())
        .containsExactly(Map.entry("type", "vm"));
  }

  @Test
  void a_write_does_not_pass_a_gate_for_reads() {
    var reader = lab.open(lab.settings(lab.simulated().operatorToken())).through(Gate.readsOnly());
    CheckedCall start = checked(ApiMethod.POST, "/nodes/pve1/qemu/101/status/start", Map.of());
    int before = lab.simulated().requests().count();

    assertThatThrownBy(() -> reader.calls().send(start, Tier.CHANGE, "start VM 101"))
        .isInstanceOf(Refused.class);
    assertThat(lab.simulated().requests().count()).isEqualTo(before);
  }

  private static CheckedCall checked(ApiMethod method, String path, Map<String, ?> arguments) {
    PathMatch match = ApiCatalog.nearest(Product.PVE, "9.2").match(method, path);
    CallCheck check = CallCheck.of(Product.PVE, (PathMatch.Found) match, arguments);
    assertThat(check).isInstanceOf(CallCheck.Ready.class);
    return ((CallCheck.Ready) check).call();
  }
}
