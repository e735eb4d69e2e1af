package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirewallTest {
  private static final String GUEST = "/nodes/pve1/qemu/101/firewall";

  private Lab lab;

  @BeforeEach
  void start() throws IOException {
    lab = Lab.start();
  }

  @AfterEach
  void stop() throws IOException {
    lab.close();
  }

  private Lab.Answer post(String path, String body) throws IOException {
    return lab.post(lab.cluster().adminToken(), path, body);
  }

  private Lab.Answer call(String method, String path, String body) throws IOException {
    return lab.call(lab.cluster().adminToken(), method, "/api2/json" + path, body);
  }

  @Test
  void a_new_rule_comes_first_and_is_switched_off_unless_said() throws IOException {
    post(GUEST + "/rules", "type=in&action=ACCEPT&proto=tcp&dport=22&source=192.0.2.0/24&enable=1");
    post(GUEST + "/rules", "type=in&action=DROP&macro=Ping");

    List<Map<?, ?>> rules = lab.get(GUEST + "/rules").rows();
    assertThat(lab.get(GUEST + "/rules").column("action")).containsExactly("DROP", "ACCEPT");
    assertThat(lab.get(GUEST + "/rules").column("enable")).hasToString("[0, 1]");
    assertThat(rules.getLast().get("ipversion")).isEqualTo(4);
    assertThat(rules.getLast().get("pos")).isEqualTo(1);
  }

  @Test
  void a_rule_is_changed_moved_and_deleted_by_its_position() throws IOException {
    post(GUEST + "/rules", "type=in&action=ACCEPT&comment=first");
    post(GUEST + "/rules", "type=in&action=DROP&comment=second");

    call("PUT", GUEST + "/rules/0", "comment=changed");
    call("PUT", GUEST + "/rules/0", "moveto=2");

    assertThat(lab.get(GUEST + "/rules").column("comment")).containsExactly("first", "changed");
    call("DELETE", GUEST + "/rules/0", "");
    assertThat(lab.get(GUEST + "/rules").column("comment")).containsExactly("changed");
    assertThat(lab.get(GUEST + "/rules/9").reason()).isEqualTo("no rule at position 9");
  }

  @Test
  void what_a_rule_names_must_be_there() throws IOException {
    assertThat(errors(post(GUEST + "/rules", "type=in&action=ACCEPT&macro=NoSuch")))
        .isEqualTo(Map.of("macro", "unknown macro 'NoSuch'"));
    assertThat(errors(post(GUEST + "/rules", "type=group&action=webservers")))
        .isEqualTo(Map.of("action", "no such security group 'webservers'"));
    assertThat(errors(post(GUEST + "/rules", "type=in&action=ACCEPT&dport=80")))
        .isEqualTo(Map.of("proto", "missing property - 'dport' requires this property"));
  }

  private static Map<?, ?> errors(Lab.Answer answer) {
    assertThat(answer.status()).isEqualTo(400);
    return Lab.object(answer.body(), "errors");
  }

  @Test
  void a_security_group_has_rules_and_is_deleted_once_it_is_empty() throws IOException {
    post("/cluster/firewall/groups", "group=webservers&comment=http");
    post("/cluster/firewall/groups/webservers", "type=in&action=ACCEPT&macro=HTTP");

    assertThat(post(GUEST + "/rules", "type=group&action=webservers").status()).isEqualTo(200);
    assertThat(call("DELETE", "/cluster/firewall/groups/webservers", "").reason())
        .isEqualTo("Security group 'webservers' is not empty");
    call("DELETE", "/cluster/firewall/groups/webservers/0", "");
    assertThat(call("DELETE", "/cluster/firewall/groups/webservers", "").status()).isEqualTo(200);
  }

  @Test
  void sets_hold_networks_which_stand_in_the_path_with_their_slash() throws IOException {
    post(GUEST + "/ipset", "name=blocked");
    post(GUEST + "/ipset/blocked", "cidr=203.0.113.0/24&comment=scanners");

    assertThat(lab.get(GUEST + "/ipset/blocked/203.0.113.0%2F24").object().get("comment"))
        .isEqualTo("scanners");
    assertThat(call("DELETE", GUEST + "/ipset/blocked", "").reason())
        .isEqualTo("IPSet 'blocked' is not empty");
    assertThat(call("DELETE", GUEST + "/ipset/blocked/203.0.113.0%2F24", "").status())
        .isEqualTo(200);
    assertThat(lab.get(GUEST + "/ipset/blocked").rows()).isEmpty();
  }

  @Test
  void aliases_are_listed_among_what_rules_may_name() throws IOException {
    post("/cluster/firewall/aliases", "name=office&cidr=198.51.100.0/24");

    assertThat(lab.get(GUEST + "/refs").column("ref")).containsExactly("dc/office");
  }

  @Test
  void options_are_kept_and_a_stale_digest_is_refused() throws IOException {
    String digest = String.valueOf(lab.get(GUEST + "/options").object().get("digest"));

    assertThat(call("PUT", GUEST + "/options", "enable=1&policy_in=DROP&digest=" + digest).status())
        .isEqualTo(200);

    assertThat(lab.get(GUEST + "/options").object().get("enable")).isEqualTo(1);
    assertThat(call("PUT", GUEST + "/options", "enable=0&digest=" + digest).reason())
        .startsWith("detected modified configuration");
  }

  @Test
  void each_firewall_is_its_own() throws IOException {
    post("/cluster/firewall/rules", "type=in&action=ACCEPT");
    post("/nodes/pve1/firewall/rules", "type=in&action=DROP");

    assertThat(lab.get("/cluster/firewall/rules").column("action")).containsExactly("ACCEPT");
    assertThat(lab.get("/nodes/pve1/firewall/rules").column("action")).containsExactly("DROP");
    assertThat(lab.get("/nodes/pve2/firewall/rules").rows()).isEmpty();
    assertThat(lab.get("/nodes/pve1/qemu/999/firewall/rules").status()).isEqualTo(500);
  }

  @Test
  void settings_without_consequences_are_kept_by_one_pattern() throws IOException {
    post("/cluster/sdn/zones", "zone=lab&type=simple");

    assertThat(post("/cluster/sdn/zones", "zone=lab&type=simple").reason())
        .isEqualTo("sdn zone 'lab' already exists");
    call("PUT", "/cluster/sdn/zones/lab", "mtu=9000");
    assertThat(lab.get("/cluster/sdn/zones/lab").object().get("mtu")).isEqualTo(9000);
    assertThat(lab.get("/cluster/sdn/zones").column("zone")).containsExactly("lab");
    call("DELETE", "/cluster/sdn/zones/lab", "");
    assertThat(lab.get("/cluster/sdn/zones").rows()).isEmpty();
  }
}
