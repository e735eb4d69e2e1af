package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every endpoint of the schema that it serves is answered, and what is mere shape is counted. */
class BackupEndpointsTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]+)}");
  private static final Map<String, String> VALUES =
      Map.of("store", "main", "node", "localhost", "userid", "root@pam", "service", "cron");

  private record Endpoint(String method, String path) {
    String asked() {
      return PLACEHOLDER
          .matcher(path)
          .replaceAll(
              name -> Matcher.quoteReplacement(VALUES.getOrDefault(name.group(1), "something")));
    }
  }

  private static List<Endpoint> endpoints(BackupLab lab) throws IOException {
    String script = lab.raw("GET", "/docs/api-viewer/apidata.js", "", "").text();
    List<Endpoint> endpoints = new ArrayList<>();
    JsonNode tree =
        new JsonMapper()
            .readTree(script.substring(script.indexOf('['), script.lastIndexOf(']') + 1));
    tree.forEach(node -> walk(node, endpoints));
    return endpoints;
  }

  private static void walk(JsonNode node, List<Endpoint> endpoints) {
    node.path("info")
        .forEachEntry(
            (method, _) -> endpoints.add(new Endpoint(method, node.path("path").asString())));
    node.path("children").forEach(child -> walk(child, endpoints));
  }

  @Test
  void every_endpoint_is_answered_and_none_breaks() throws IOException {
    try (BackupLab lab = BackupLab.start()) {
      List<Endpoint> endpoints = endpoints(lab);
      assertThat(endpoints).hasSize(367);

      List<String> wrong = new ArrayList<>();
      for (Endpoint endpoint : endpoints) {
        BackupLab.Said said =
            lab.call(lab.server().adminToken(), endpoint.method(), endpoint.asked(), "");
        boolean answered = said.status() == 200 && said.text().startsWith("{\"data\":");
        boolean refused = List.of(400, 401, 403).contains(said.status()) && !said.text().isBlank();
        if (!answered && !refused) {
          wrong.add(endpoint + " -> " + said);
        }
      }
      assertThat(wrong).isEmpty();
    }
  }

  @Test
  void a_change_without_state_is_counted_and_refused_where_that_is_wanted() throws IOException {
    try (BackupLab lab = BackupLab.start()) {
      SimulatedToken admin = lab.server().adminToken();

      assertThat(lab.call(admin, "PUT", "/nodes/localhost/network", "").status()).isEqualTo(200);
      assertThat(lab.server().shapeOnly()).containsEntry("PUT /nodes/{node}/network", 1);
      lab.server().strict(true);
      assertThat(lab.call(admin, "PUT", "/nodes/localhost/network", "").status()).isEqualTo(501);
      assertThat(lab.get("/nodes/localhost/apt/repositories").status()).isEqualTo(200);
    }
  }

  @Test
  void folders_list_what_is_in_them() throws IOException {
    try (BackupLab lab = BackupLab.start()) {
      assertThat(lab.get("/admin").column("subdir")).contains("datastore", "gc", "verify");
      assertThat(lab.get("/admin/datastore/main").column("subdir")).contains("snapshots");
    }
  }
}
