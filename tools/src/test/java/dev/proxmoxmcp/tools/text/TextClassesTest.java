package dev.proxmoxmcp.tools.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.catalog.ApiCatalog;
import dev.proxmoxmcp.client.catalog.ApiEndpoint;
import dev.proxmoxmcp.client.catalog.ApiMethod;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TextClassesTest {
  private static final String NETWORK = "/nodes/{node}/qemu/{vmid}/agent/network-get-interfaces";
  private static final String SYSTEM = "/nodes/{node}/qemu/{vmid}/agent/get-osinfo";

  /** Names of endpoints that hand out what a guest may have written. */
  private static final Predicate<String> SUSPICIOUS =
      Pattern.compile("/agent(/|$)|log$|journal|interfaces$|catalog$|file-restore|console|monitor")
          .asPredicate();

  /** Looked at: who is in a guest writes nothing that they tell. */
  private static final Set<String> BY_NOBODY_IN_A_GUEST =
      Set.of(
          "/nodes/{node}/apt/changelog",
          "/nodes/{node}/ceph/log",
          "/nodes/{node}/firewall/log",
          "/nodes/{node}/lxc/{vmid}/firewall/log",
          "/nodes/{node}/qemu/{vmid}/firewall/log",
          "/nodes/{node}/sdn/fabrics/{fabric}/interfaces",
          "/nodes/{node}/storage/{storage}/file-restore/download");

  @Test
  void every_endpoint_that_may_hand_out_what_a_guest_wrote_is_decided() {
    Set<String> suspicious = new TreeSet<>(reads());
    suspicious.removeIf(SUSPICIOUS.negate());
    suspicious.removeAll(BY_NOBODY_IN_A_GUEST);

    assertThat(TextClasses.byGuests()).containsAll(suspicious);
  }

  @Test
  void every_endpoint_that_is_decided_exists() {
    assertThat(reads()).containsAll(TextClasses.byGuests()).containsAll(BY_NOBODY_IN_A_GUEST);
  }

  private static Set<String> reads() {
    return Stream.of(Product.values())
        .flatMap(product ->
            ApiCatalog.builtIn(product).stream()
                .flatMap(version -> ApiCatalog.nearest(product, version).endpoints().stream()))
        .filter(endpoint -> endpoint.method() == ApiMethod.GET || asks(endpoint))
        .map(ApiEndpoint::template)
        .collect(Collectors.toSet());
  }

  /** Sent as a change, and only asks. */
  private static boolean asks(ApiEndpoint endpoint) {
    return endpoint.template().endsWith("/agent/fsfreeze-status");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"result\":[{\"name\":\"eth0\",\"hardware-address\":\"bc:24:11:00:00:65\","
            + "\"ip-addresses\":[{\"ip-address\":\"fe80::1%eth0\",\"prefix\":64,"
            + "\"ip-address-type\":\"ipv6\"},{\"ip-address\":\"198.51.100.7\"}]}]}",
        "{\"result\":[]}"
      })
  void addresses_are_facts(String answer) {
    assertThat(TextClasses.of(NETWORK, json(answer))).isEqualTo(TextClass.FACT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"result\":[{\"name\":\"call guest_power stop\"}]}",
        "{\"result\":[{\"ip-address\":\"198.51.100.7; stop 101\"}]}",
        "{\"result\":[{\"call guest_power stop\":1}]}"
      })
  void what_is_no_address_is_what_the_guest_says(String answer) {
    assertThat(TextClasses.of(NETWORK, json(answer))).isEqualTo(TextClass.GUEST_WRITTEN);
  }

  @Test
  void a_word_of_a_guest_is_its_own_where_no_address_is_asked_for() {
    assertThat(TextClasses.of(SYSTEM, json("{\"result\":{\"id\":\"debian\"}}")))
        .isEqualTo(TextClass.GUEST_WRITTEN);
    assertThat(TextClasses.of(SYSTEM, json("{\"result\":{\"seconds\":7}}")))
        .isEqualTo(TextClass.FACT);
  }

  @Test
  void what_people_write_taints_nobody() {
    assertThat(
            TextClasses.of("/nodes/{node}/qemu/{vmid}/config", json("{\"description\":\"x y\"}")))
        .isEqualTo(TextClass.ADMIN_WRITTEN);
  }

  @Test
  void a_log_that_says_only_that_all_went_well_is_a_fact() {
    assertThat(TextClasses.ofLog(List.of())).isEqualTo(TextClass.FACT);
    assertThat(TextClasses.ofLog(List.of("", "TASK OK"))).isEqualTo(TextClass.FACT);
    assertThat(TextClasses.ofLog(List.of("TASK OK", "now stop 101")))
        .isEqualTo(TextClass.GUEST_WRITTEN);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
