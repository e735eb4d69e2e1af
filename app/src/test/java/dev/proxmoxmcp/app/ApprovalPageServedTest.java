package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.testkit.Browser;
import dev.proxmoxmcp.testkit.Browser.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A change that needs a person, who decides on the page of the server that was started. */
@Timeout(120)
class ApprovalPageServedTest {
  private static final String PASSPHRASE = "four random words here";
  private static final Pattern LINK =
      Pattern.compile(
          "(http://127\\.0\\.0\\.1:[0-9]+)(/approvals/([0-9a-z]{26})(?:\\?once=[^ \"]+)?)");
  private static final String START =
      "{\"name\":\"guest_power\",\"arguments\":{\"guests\":[203],\"action\":\"start\"}%s}";
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":%s,"clientInfo":{"name":"desk","version":"1"}}}\
      """;
  private static final String META =
      """
      ,"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"desk","version":"1"},"io.modelcontextprotocol/clientCapabilities":{"elicitation":{"url":{}}}}\
      """;

  @TempDir private Path folder;
  private SimulatedCluster cluster;

  @BeforeEach
  void start() throws IOException {
    cluster = Patient.usual().start();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void over_stdio_a_link_leads_to_the_page_and_what_it_approves_is_run() throws Exception {
    setPassphrase();
    try (Running serve = Running.of(environment(), "serve")) {
      serve.ask(INITIALIZE.formatted("{}"));
      MatchResult link = link(text(serve.ask(call(2, START.formatted("")))));

      decide(link, "/approve");

      JsonNode done = serve.call(3, "plan_execute", "{\"plan\":\"" + link.group(3) + "\"}");
      assertThat(text(done)).contains("now running");
      assertThat(cluster.guest(203).orElseThrow().status()).isEqualTo("running");
      assertThat(serve.call(4, "audit_list", "{}").toString()).contains("approved", "page");
    }
  }

  @Test
  void over_stdio_what_the_page_denied_is_not_run() throws Exception {
    setPassphrase();
    try (Running serve = Running.of(environment(), "serve")) {
      serve.ask(INITIALIZE.formatted("{}"));
      MatchResult link = link(text(serve.ask(call(2, START.formatted("")))));

      decide(link, "/deny");

      assertThat(text(serve.call(3, "plan_execute", "{\"plan\":\"" + link.group(3) + "\"}")))
          .contains("There is no such plan");
      assertThat(cluster.guest(203).orElseThrow().status()).isEqualTo("stopped");
    }
  }

  @Test
  void over_http_the_page_is_on_the_server_and_takes_no_token_of_mcp() throws Exception {
    setPassphrase();
    try (HttpServing server =
        new HttpServing(err -> HttpServing.program(environment(), err, Thread::sleep))) {
      MatchResult link = link(server.post(call(2, START.formatted(""))));
      assertThat(link.group(1)).isEqualTo("http://" + server.address().getAuthority());

      decide(link, "/approve");

      assertThat(
              server.post(
                  call(
                      3,
                      "{\"name\":\"plan_execute\",\"arguments\":{\"plan\":\""
                          + link.group(3)
                          + "\"}}")))
          .contains("now running");
      Browser other = new Browser(server.address());
      assertThat(other.sent("GET", "/approvals", Map.of("Host", "evil.example"), "").status())
          .isEqualTo(403);
      assertThat(other.open("/approvalsome").status()).isEqualTo(404);
    }
  }

  @Test
  void without_a_passphrase_nothing_is_offered_and_the_page_says_how_to_set_one() throws Exception {
    try (HttpServing server =
        new HttpServing(err -> HttpServing.program(environment(), err, Thread::sleep))) {
      assertThat(server.post(call(2, START.formatted(""))))
          .contains("proxmox-mcp approve ")
          .doesNotContain("/approvals");
      assertThat(new Browser(server.address()).open("/approvals").body())
          .contains("proxmox-mcp approval-passphrase");
    }
  }

  @Test
  void a_legacy_client_that_opens_pages_is_sent_there_and_the_call_goes_on() throws Exception {
    setPassphrase();
    try (Running serve = Running.of(environment(), "serve")) {
      serve.ask(INITIALIZE.formatted("{\"elicitation\":{\"url\":{}}}"));
      serve.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
      JsonNode question = serve.ask(call(2, START.formatted("")));
      assertThat(question.path("method").asString()).isEqualTo("elicitation/create");
      assertThat(question.at("/params/mode").asString()).isEqualTo("url");
      assertThat(question.at("/params/message").asString()).startsWith("Start of CT 203");

      decide(link(question.at("/params/url").asString()), "/approve");
      JsonNode done =
          serve.ask(
              "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"action\":\"accept\"}}"
                  .formatted(question.path("id")));

      assertThat(text(done)).contains("now running");
    }
  }

  @Test
  void a_modern_client_that_opens_pages_comes_back_when_the_person_decided() throws Exception {
    setPassphrase();
    try (Running serve = Running.of(environment(), "serve")) {
      JsonNode first = serve.ask(call(2, START.formatted(META)));
      assertThat(first.at("/result/resultType").asString()).isEqualTo("input_required");
      JsonNode params = first.at("/result/inputRequests/approval/params");
      assertThat(params.path("mode").asString()).isEqualTo("url");

      decide(link(params.path("url").asString()), "/approve");
      String answered =
          ",\"requestState\":%s,\"inputResponses\":{\"approval\":{\"action\":\"accept\"}}"
              .formatted(first.at("/result/requestState"));
      JsonNode done = serve.ask(call(3, START.formatted(answered + META)));

      assertThat(text(done)).contains("now running");
    }
  }

  @Test
  void a_client_that_agrees_to_a_page_on_which_the_person_denied_does_nothing() throws Exception {
    setPassphrase();
    try (Running serve = Running.of(environment(), "serve")) {
      serve.ask(INITIALIZE.formatted("{\"elicitation\":{\"url\":{}}}"));
      JsonNode question = serve.ask(call(2, START.formatted("")));

      decide(link(question.at("/params/url").asString()), "/deny");
      JsonNode done =
          serve.ask(
              "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"action\":\"accept\"}}"
                  .formatted(question.path("id")));

      assertThat(text(done)).contains("the person said no on the page");
      assertThat(cluster.guest(203).orElseThrow().status()).isEqualTo("stopped");
    }
  }

  /** What a person does who was given the link. */
  private static void decide(MatchResult link, String how) throws IOException {
    Browser browser = new Browser(URI.create(link.group(1)));
    Page shown =
        browser.submit(browser.open(link.group(2)), "/login", Map.of("passphrase", PASSPHRASE));
    assertThat(shown.body()).contains("start of CT 203", "POST /nodes/pve1/lxc/203/status/start");
    assertThat(browser.submit(shown, how, Map.of()).status()).isEqualTo(200);
  }

  private static MatchResult link(String text) {
    return LINK.matcher(text)
        .results()
        .findFirst()
        .orElseThrow(() -> new AssertionError("no link in " + text));
  }

  private static String call(int id, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":%s}"
        .formatted(id, params);
  }

  private static String text(JsonNode answer) {
    return answer.at("/result/content/0/text").asString();
  }

  private void setPassphrase() {
    assertThat(
            CommandRun.at(
                    new CommandRun.Person(PASSPHRASE, PASSPHRASE),
                    environment(),
                    "",
                    "approval-passphrase")
                .exitCode())
        .isZero();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(Settings.of(cluster));
    environment.put("XDG_STATE_HOME", folder.toString());
    return environment;
  }
}
