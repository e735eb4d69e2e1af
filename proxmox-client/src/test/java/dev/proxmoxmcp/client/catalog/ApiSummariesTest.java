package dev.proxmoxmcp.client.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ApiSummariesTest {
  private static final Path FILE =
      Path.of("src/main/resources/dev/proxmoxmcp/client/catalog/summaries.txt");
  private static final Pattern LINE =
      Pattern.compile("(p[vb][es] [A-Z]+ /[^ :]*): ([A-Z]\\S*(?: \\S+){3,9}[^ .])");

  @Test
  void every_endpoint_of_every_built_in_catalog_has_a_line_and_every_line_an_endpoint()
      throws IOException {
    List<String> named =
        Files.readAllLines(FILE).stream()
            .map(line -> line.substring(0, line.indexOf(": ")))
            .toList();
    List<String> endpoints =
        PublishedEndpoint.all().stream().map(ApiSummariesTest::start).sorted().toList();

    assertThat(named).doesNotHaveDuplicates().hasSizeGreaterThan(1000);
    assertThat(named).containsExactlyInAnyOrderElementsOf(endpoints);
  }

  @Test
  void a_line_says_in_four_to_ten_words_what_the_endpoint_does() throws IOException {
    assertThat(Files.readAllLines(FILE))
        .filteredOn(line -> !LINE.matcher(line).matches())
        .as("lines that do not read like \"pve GET /cluster/nextid: Show the next free vmid\"")
        .isEmpty();
  }

  @Test
  void an_endpoint_that_only_a_host_knows_has_none() {
    assertThat(ApiSummaries.builtIn().of(Product.PVE, ApiMethod.GET, "/cluster/nextid"))
        .contains("Show the next free vmid, or check one");
    assertThat(ApiSummaries.builtIn().of(Product.PBS, ApiMethod.GET, "/cluster/nextid")).isEmpty();
  }

  private static String start(PublishedEndpoint endpoint) {
    return "%s %s %s"
        .formatted(
            endpoint.product().name().toLowerCase(Locale.ROOT),
            endpoint.method(),
            endpoint.template());
  }
}
