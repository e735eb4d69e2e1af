package dev.proxmoxmcp.client.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.simulator.RecordedRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema of a connected host, over HTTPS. */
class CatalogsTest {
  private static final String FILE = "/pve-docs/api-viewer/apidata.js";

  private final Lab lab = Lab.start();
  private final BoundCluster cluster = lab.as(lab.simulated().auditorToken());

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void the_hosts_own_schema_is_preferred_and_the_same_as_the_built_in_one() {
    HostCatalog host = cluster.catalogs().current();

    assertThat(host.origin()).isEqualTo(HostCatalog.Origin.HOST);
    assertThat(host.note()).isEmpty();
    assertThat(host.hostVersion()).startsWith("9.2.");
    assertThat(host.catalog().endpoints())
        .containsExactlyInAnyOrderElementsOf(ApiCatalog.nearest(Product.PVE, "9.2").endpoints());
    assertThat(host.differences())
        .isEqualTo(new CatalogDifferences(List.of(), List.of(), java.util.Map.of()));
  }

  @Test
  void it_is_read_once_a_version_and_without_the_token() {
    var _ = cluster.catalogs().current();
    var _ = cluster.catalogs().current();

    List<RecordedRequest> files = files();
    assertThat(files).hasSize(1);
    assertThat(files.getFirst().tokenId()).isEmpty();
  }

  @Test
  void it_passes_the_gate_as_every_request() {
    var passed = new java.util.ArrayList<String>();
    Gate gate = outgoing -> passed.add(outgoing.toString());

    var _ =
        lab.open(lab.settings(lab.simulated().auditorToken())).through(gate).catalogs().current();

    assertThat(passed).containsExactly("GET /version [] on lab", "GET " + FILE + " [] on lab");
  }

  @Test
  void what_the_host_lacks_or_has_in_addition_is_known() {
    lab.simulated()
        .schema()
        .says(
            lab.simulated()
                .schema()
                .text()
                .replace("/cluster/ha/rules", "/cluster/ha/laws")
                .replace("\"cpulimit\"", "\"cpuceiling\""));

    CatalogDifferences differences = cluster.catalogs().current().differences();

    assertThat(differences.lacking()).contains("GET /cluster/ha/rules");
    assertThat(differences.added()).contains("GET /cluster/ha/laws");
    assertThat(differences.changed().get("PUT /nodes/{node}/qemu/{vmid}/config"))
        .isEqualTo(new CatalogDifferences.Parameters(List.of("cpulimit"), List.of("cpuceiling")));
  }

  @Test
  void what_a_host_says_about_a_parameter_is_made_harmless() {
    lab.simulated()
        .schema()
        .says(
            lab.simulated()
                .schema()
                .text()
                .replace(
                    "\"method\":\"POST\",\"name\":\"create_vm\"",
                    "\"method\":\"POST\",\"description\":\"Make\\u001b[31m a \\u202eVM"
                        + "x".repeat(5000)
                        + "\",\"name\":\"create_vm\""));

    ApiEndpoint create =
        cluster
            .catalogs()
            .current()
            .catalog()
            .endpoint(ApiMethod.POST, "/nodes/{node}/qemu")
            .orElseThrow();

    assertThat(create.notes().description()).startsWith("Make a VMxxx").hasSizeLessThan(1001);
  }

  record Hostile(String name, String script, String told) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Hostile> hostile() {
    String one =
        "{\"path\":\"/x\",\"info\":{\"GET\":{\"method\":\"GET\",\"name\":\"index\"}},\"leaf\":1}";
    return List.of(
        new Hostile("empty", "", "does not assign an array to a variable"),
        new Hostile("a page", "<html>Login</html>", "does not assign an array to a variable"),
        new Hostile("a program", "fetch('https://evil.example')", "does not assign an array"),
        new Hostile("a call instead of an array", "const a = f([])", "does not assign an array"),
        new Hostile("cut off", "const apiSchema = [" + one, "ends in the middle of its array"),
        new Hostile("no JSON", "const apiSchema = [{path: '/x'}]", "is no JSON"),
        new Hostile(
            "an array of nothing", "const apiSchema = []", "lacks 661 of the 661 endpoints"),
        new Hostile("another product", "const apiSchema = [" + one + "];", "lacks 661 of the 661"),
        new Hostile("too deep", "const a = " + "[".repeat(200) + "]".repeat(200), "is no JSON"),
        new Hostile(
            "twice the same", "var a = [" + one + "," + one + "]", "an endpoint twice: GET /x"),
        new Hostile("too long", "const a = [" + " ".repeat(12 << 20) + "]", "too many"),
        new Hostile("longer than any answer", " ".repeat(17 << 20), "longer than"),
        new Hostile("too many", "const a = [" + many(6_000) + "]", "more than 5000 endpoints"),
        new Hostile(
            "paths that lead elsewhere",
            "const a = [{\"path\":\"/../access\",\"info\":{\"PUT\":{}}}]",
            "1 endpoints that cannot be read"),
        new Hostile(
            "names that are none",
            "const a = [{\"path\":\"/x\",\"info\":{\"PUT\":{\"parameters\":{\"properties\":{"
                + "\"a b\":{}}}}}}]",
            "1 endpoints that cannot be read"));
  }

  private static String many(int count) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < count; at++) {
      text.append(at == 0 ? "" : ",")
          .append("{\"path\":\"/x")
          .append(at)
          .append("\",\"info\":{\"GET\":{}}}");
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void a_schema_that_is_none_leaves_the_built_in_one_and_a_note(Hostile hostile) {
    lab.simulated().schema().says(hostile.script());

    HostCatalog host = cluster.catalogs().current();

    assertThat(host.origin()).isEqualTo(HostCatalog.Origin.BUILT_IN);
    assertThat(host.catalog()).isSameAs(ApiCatalog.nearest(Product.PVE, "9.2"));
    assertThat(host.note())
        .startsWith("The built-in catalog of Proxmox VE 9.2 is used for lab: its own schema")
        .contains(hostile.told());
  }

  @Test
  void an_expression_that_would_take_for_ever_is_given_up() {
    ApiPattern hostile = new ApiPattern("(.*a){20}b");

    assertThat(hostile.match("a".repeat(64))).isEqualTo(ApiPattern.Outcome.OPEN);
    assertThat(new ApiPattern("(a|b)*c").match("ab".repeat(100_000)))
        .isEqualTo(ApiPattern.Outcome.OPEN);
    assertThat(new ApiPattern("(?{exit})").match("x")).isEqualTo(ApiPattern.Outcome.OPEN);
  }

  @Test
  void a_schema_that_could_not_be_read_is_asked_for_again_after_a_while() {
    String usual = lab.simulated().schema().text();
    lab.simulated().schema().says("");
    var _ = cluster.catalogs().current();
    lab.simulated().schema().says(usual);

    assertThat(cluster.catalogs().current().origin()).isEqualTo(HostCatalog.Origin.BUILT_IN);
    lab.clock().advance(Duration.ofMinutes(10));
    assertThat(cluster.catalogs().current().origin()).isEqualTo(HostCatalog.Origin.HOST);
  }

  @Test
  void a_host_that_does_not_answer_leaves_the_newest_catalog_and_a_note() {
    lab.simulated().close();

    HostCatalog host = cluster.catalogs().current();

    assertThat(host.origin()).isEqualTo(HostCatalog.Origin.BUILT_IN);
    assertThat(host.catalog().version()).isEqualTo("9.2");
    assertThat(host.note()).contains("its version is not known");
  }

  private List<RecordedRequest> files() {
    return lab.simulated().requests().list().stream()
        .filter(request -> request.path().equals(FILE))
        .toList();
  }
}
