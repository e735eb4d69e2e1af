package dev.proxmoxmcp.client.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.catalog.ApiSearch.Hit;
import dev.proxmoxmcp.testkit.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiSearchTest {
  private static final int FIRST = 3;

  private final ApiSearch pve = ApiCatalog.nearest(Product.PVE, "9.2").search();
  private final ApiSearch pbs = ApiCatalog.nearest(Product.PBS, "4.1").search();

  /** The figure that the search is for. */
  @Test
  void nineteen_of_twenty_requests_find_their_endpoint_among_the_first_three() {
    List<SearchRequest> requests = SearchRequest.all("requests.txt");

    long found = requests.stream().filter(this::isAmongTheFirst).count();

    assertThat(requests).hasSize(80);
    Golden.check("catalog/search.txt", told(requests));
    assertThat(found * 100).isGreaterThanOrEqualTo(95L * requests.size());
  }

  /** What synonyms were added for must stay found; what nobody had in mind is told as it is. */
  @ParameterizedTest
  @ValueSource(strings = {"tuning", "unseen", "unseen-2"})
  void where_the_other_requests_find_their_endpoint_is_kept(String kind) {
    Golden.check(
        "catalog/search-" + kind + ".txt", told(SearchRequest.all("requests-" + kind + ".txt")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"requests", "requests-tuning", "requests-unseen", "requests-unseen-2"})
  void every_request_names_endpoints_that_there_are(String file) {
    assertThat(SearchRequest.all(file + ".txt")).isNotEmpty().allMatch(one -> one.endpointsExist());
  }

  @ParameterizedTest
  @CsvSource({
    "contianer snaphots, GET /nodes/{node}/lxc/{vmid}/snapshot",
    "SNAPSHOTS OF CONTAINERS, GET /nodes/{node}/lxc/{vmid}/snapshot",
    "resizing the disks of virtual machines, PUT /nodes/{node}/qemu/{vmid}/resize",
    "replicating guests, POST /cluster/replication",
    "nodes/{node}/subscription, GET /nodes/{node}/subscription"
  })
  void plurals_other_forms_and_slips_of_the_finger_find_the_same(String query, String title) {
    assertThat(titles(pve.find(query, FIRST))).contains(title);
  }

  @Test
  void what_stands_at_a_path_comes_first_the_asked_method_before_the_others() {
    assertThat(titles(pve.find("what can be changed at /nodes/pve1/qemu/100/config", FIRST)))
        .containsExactlyInAnyOrder(
            "GET /nodes/{node}/qemu/{vmid}/config",
            "POST /nodes/{node}/qemu/{vmid}/config",
            "PUT /nodes/{node}/qemu/{vmid}/config");
    assertThat(titles(pve.find("PUT /access/acl", FIRST)))
        .startsWith("PUT /access/acl", "GET /access/acl");
    assertThat(titles(pve.find("/access/../acl /%2e%2e ////", FIRST))).doesNotContain("GET /");
  }

  @Test
  void the_same_query_means_something_else_in_another_product() {
    assertThat(titles(pve.find("backups of vm 100", FIRST)))
        .allMatch(title -> !title.contains("datastore"));
    assertThat(titles(pbs.find("backups of vm 100", FIRST)))
        .contains("GET /admin/datastore/{store}/snapshots");
  }

  @Test
  void the_order_is_the_same_every_time() {
    ApiSearch again = new ApiSearch(pve("9.2"));

    for (SearchRequest request : SearchRequest.all("requests.txt")) {
      assertThat(again.find(request.words(), 30)).isEqualTo(pve.find(request.words(), 30));
    }
  }

  @Test
  void as_many_hits_as_wanted_are_answered_and_how_many_there_are() {
    ApiSearch.Result few = pve.find("snapshot", 2);

    assertThat(few.hits()).hasSize(2);
    assertThat(few.total()).isEqualTo(pve.find("snapshot", 1000).hits().size()).isGreaterThan(10);
    assertThat(few.hits())
        .extracting(Hit::summary)
        .allMatch(summary -> summary.contains("snapshot"));
  }

  @Test
  void words_that_stand_nowhere_are_told_with_similar_ones_that_do() {
    ApiSearch.Result result = pve.find("xylophone of the node", 10);

    assertThat(result.unknown()).containsOnlyKeys("xylophone");
    assertThat(pve.find("zzzzzzzz", 10).hits()).isEmpty();
    assertThat(pve.find("proxy", 10).unknown()).isEqualTo(Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "list", "show me all", "how do I", "{}", "???", "1234", "日本語"})
  void a_query_that_names_nothing_finds_nothing(String query) {
    assertThat(pve.find(query, 10).hits()).isEmpty();
  }

  @Test
  void a_query_of_any_length_is_read_to_a_bound() {
    assertThat(titles(pve.find("renew the certificate " + "a".repeat(1_000_000), FIRST)))
        .contains("PUT /nodes/{node}/certificates/acme/certificate");
    assertThat(pve.find("qemu/".repeat(100_000), 10).hits()).isNotEmpty();
  }

  /** It may lie about itself, so its words find it and ours, if there are any, describe it. */
  @Test
  void an_endpoint_that_only_the_host_knows_is_found_by_its_description_and_has_no_summary() {
    List<ApiEndpoint> endpoints = new ArrayList<>(pve("9.2").endpoints());
    ApiEndpoint known = pve("9.2").endpoint(ApiMethod.GET, "/cluster/nextid").orElseThrow();
    endpoints.add(described(known, "/cluster/zeppelins", "Lists zeppelins that are moored."));
    endpoints.replaceAll(
        one -> one.equals(known) ? described(known, known.template(), "Zeppelin") : one);
    ApiSearch search = new ApiCatalog(Product.PVE, "9.9", endpoints).search();

    assertThat(titles(search.find("moored", 10))).containsExactly("GET /cluster/zeppelins");
    assertThat(search.find("moored zeppelin", 10).hits().getFirst().summary()).isEmpty();
    assertThat(search.find("zeppelin", 10).hits()).hasSize(1);
  }

  private static ApiCatalog pve(String version) {
    return ApiCatalog.nearest(Product.PVE, version);
  }

  private static ApiEndpoint described(ApiEndpoint like, String template, String description) {
    return new ApiEndpoint(
        like.method(),
        template,
        like.parameters(),
        like.returns(),
        like.permissions(),
        new ApiEndpoint.Notes("", "", description, like.notes().traits()));
  }

  private ApiSearch.Result answer(SearchRequest request, int limit) {
    return (request.product() == Product.PVE ? pve : pbs).find(request.words(), limit);
  }

  private boolean isAmongTheFirst(SearchRequest request) {
    int rank = request.rankIn(titles(answer(request, FIRST)));
    return rank > 0;
  }

  /** The figure, and where each request finds its endpoint: what is lost shows in the diff. */
  private String told(List<SearchRequest> requests) {
    String lines =
        requests.stream()
            .map(one -> {
              int rank = one.rankIn(titles(answer(one, 10)));
              return "%-4s %s".formatted(rank == 0 ? "-" : rank > FIRST ? rank + " !" : rank, one);
            })
            .collect(Collectors.joining("\n"));
    long found = requests.stream().filter(this::isAmongTheFirst).count();
    return found
        + " of "
        + requests.size()
        + " among the first three. The place of each; ! behind the third, - not in the first ten:\n"
        + lines;
  }

  private static List<String> titles(ApiSearch.Result result) {
    return result.hits().stream().map(hit -> hit.endpoint().title()).toList();
  }
}
