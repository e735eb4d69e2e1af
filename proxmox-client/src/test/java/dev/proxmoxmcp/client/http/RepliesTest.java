package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.Busy;
import dev.proxmoxmcp.client.Conflict;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.InvalidParameter;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.NotFound;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.Unauthenticated;
import dev.proxmoxmcp.client.UnexpectedReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts and shapes as a Proxmox VE 9.2 gave them. */
class RepliesTest {
  private static final TokenId TOKEN = TokenId.parse("ops@pve!mcp");
  private static final Attempt START =
      new Attempt(
          "lab",
          new HostAddress("pve1.example.com", 8006),
          "start VM 900 on node pve1",
          "POST /nodes/pve1/qemu/900/status/start",
          Tier.CHANGE,
          new NodeName("pve1"));

  private static final Attempt LOOK =
      new Attempt(
          "lab",
          new HostAddress("pve1.example.com", 8006),
          "list the guests",
          "GET /cluster/resources",
          Tier.READ,
          null);

  private static final String JSON_TYPE = "application/json;charset=UTF-8";

  private static ProxmoxException error(int status, String reason, String body) {
    Reply reply = new Reply(status, reason, JSON_TYPE, body);
    return catchThrowableOfType(ProxmoxException.class, () -> Replies.read(START, TOKEN, reply));
  }

  /** As PVE 8.4 and later answer: the text as reason phrase and, with a line break, in the body. */
  private static ProxmoxException said(int status, String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    String body = "{\"data\":null,\"message\":\"" + escaped + "\\n\"}";
    return error(status, text.lines().findFirst().orElse(""), body);
  }

  static Stream<Arguments> handlerErrors() {
    return Stream.concat(conflicts(), others());
  }

  private static Stream<Arguments> conflicts() {
    return Stream.of(
        arguments("VM is locked (backup)", Conflict.class),
        arguments("CT is locked (snapshot-delete)", Conflict.class),
        arguments("CT 910 already running", Conflict.class),
        arguments("CT 910 not running", Conflict.class),
        arguments("VM 900 not running", Conflict.class),
        arguments("VM 900 is not running", Conflict.class),
        arguments("VM 900 is running - destroy failed", Conflict.class),
        arguments("unable to destroy CT 910 - container is running", Conflict.class),
        arguments("can't migrate running VM without --online", Conflict.class),
        arguments(
            "Full clone of a running container is only possible from a snapshot", Conflict.class),
        arguments("unable to create VM 900 - VM 900 already exists on node 'pve1'", Conflict.class),
        arguments("unable to create VM 100: config file already exists", Conflict.class),
        arguments("create pool failed: pool 'dev' already exists", Conflict.class),
        arguments("create storage failed: storage ID 'ghost2' already defined", Conflict.class),
        arguments("create resource failed: resource ID 'vm:101' already defined", Conflict.class),
        arguments(
            "update pools failed: VM 101 belongs already to pool 'dev' and 'allow-move' is not set",
            Conflict.class),
        arguments("checksum mismatch (file change by other user?)", Conflict.class),
        arguments(
            "detected modified configuration - file changed by other user? Try again.",
            Conflict.class),
        arguments(
            "update storage failed: detected modified configuration - file changed by other user?"
                + " Try again.",
            Conflict.class),
        arguments("cluster not ready - no quorum?", Conflict.class),
        arguments(
            "create pool failed: cfs-lock 'file-user_cfg' error: no quorum!", Conflict.class));
  }

  private static Stream<Arguments> others() {
    return Stream.of(
        arguments(
            "can't lock file '/var/lock/qemu-server/lock-900.conf' - got timeout", Busy.class),
        arguments(
            "Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist", NotFound.class),
        arguments("unable to find configuration file for VM 999 on node 'pve1'", NotFound.class),
        arguments("storage 'nosuch' does not exist", NotFound.class),
        arguments("pool 'nosuch' does not exist", NotFound.class),
        arguments("delete role failed: role 'NoSuchRole' does not exist", NotFound.class),
        arguments("no such user ('ghost@pve')", NotFound.class),
        arguments("no such cluster node 'nosuch'", NotFound.class),
        arguments("no such token 'old' for user 'bob@pve'", NotFound.class),
        arguments("no such replication job '101-9'", NotFound.class),
        arguments("400 Parameter verification failed.\nid: No such job 'nightly'", NotFound.class),
        arguments(
            "hostname lookup 'nosuch' failed - failed to get address info for: nosuch: Temporary"
                + " failure in name resolution",
            NotFound.class),
        arguments("only root can set 'args' config", UnexpectedReply.class),
        arguments("no options specified", UnexpectedReply.class),
        arguments("No QEMU guest agent configured", Conflict.class),
        arguments("Agent error: Invalid parameter 'pid'", NotFound.class),
        arguments(
            "unable to open file '/etc/pve/nodes/pve1/qemu-server/900.conf.tmp.7556' - Permission"
                + " denied",
            UnexpectedReply.class));
  }

  @ParameterizedTest
  @MethodSource("handlerErrors")
  void an_error_of_a_handler_has_the_type_that_its_text_tells(
      String text, Class<? extends ProxmoxException> type) {
    ProxmoxException error = said(500, text);

    assertThat(error).isInstanceOf(type);
    assertThat(error.delivery()).isEqualTo(Delivery.ANSWERED);
    assertThat(error)
        .hasMessageStartingWith("Could not start VM 900 on node pve1 (cluster lab). Proxmox said: ")
        .hasMessageContaining(text.replace("\n", " "));
  }

  @ParameterizedTest
  @MethodSource("handlerErrors")
  void a_host_before_8_4_tells_the_same_by_its_reason_phrase_alone(
      String text, Class<? extends ProxmoxException> type) {
    // only the first line of a text gets there, which is why one text tells less
    boolean cut = text.contains("\n");

    ProxmoxException error = error(500, text.lines().findFirst().orElse(""), "{\"data\":null}");

    assertThat(error).isInstanceOf(cut ? UnexpectedReply.class : type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VM is locked (backup)|LOCKED",
        "CT 910 already running|RUN_STATE",
        "unable to create VM 900 - VM 900 already exists on node 'pve1'|EXISTS",
        "checksum mismatch (file change by other user?)|CHANGED",
        "cluster not ready - no quorum?|NO_QUORUM"
      })
  void a_conflict_tells_what_stands_in_the_way(String text, Conflict.Reason reason) {
    assertThat(said(500, text))
        .isInstanceOfSatisfying(
            Conflict.class, conflict -> assertThat(conflict.reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"No ticket", "Authentication failed!"})
  void a_token_that_is_not_accepted_is_named_with_the_ways_to_check_it(String reason) {
    assertThat(error(401, reason, ""))
        .isInstanceOf(Unauthenticated.class)
        .hasMessageContaining("\"" + reason + "\"")
        .hasMessageContaining("token ops@pve!mcp")
        .hasMessageContaining("pveum user token list ops@pve");
  }

  @Test
  void a_missing_privilege_comes_with_the_commands_that_grant_it_to_token_and_user() {
    ProxmoxException error = said(403, "Permission check failed (/vms/900, VM.PowerMgmt)");

    assertThat(error)
        .isInstanceOfSatisfying(
            PermissionDenied.class,
            denied -> {
              assertThat(denied.path()).hasValue("/vms/900");
              assertThat(denied.privilege()).hasValue("VM.PowerMgmt");
            })
        .hasMessageContaining("Token ops@pve!mcp lacks VM.PowerMgmt on /vms/900.")
        .hasMessageContaining(
            "Grant: pveum role add mcp-VM.PowerMgmt --privs VM.PowerMgmt;"
                + " pveum acl modify /vms/900 --tokens 'ops@pve!mcp' --roles mcp-VM.PowerMgmt")
        .hasMessageContaining("and the same with --users ops@pve");
  }

  @Test
  void of_several_privileges_any_will_do() {
    assertThat(
            said(
                403,
                "Permission check failed (/storage/local, Datastore.Audit|Datastore.Allocate)"))
        .isInstanceOfSatisfying(
            PermissionDenied.class,
            denied -> assertThat(denied.privilege()).hasValue("Datastore.Audit|Datastore.Allocate"))
        .hasMessageContaining("lacks Datastore.Audit or Datastore.Allocate on /storage/local")
        .hasMessageContaining("--roles PVEAuditor (");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Permission check failed",
        "Permission check failed (URI '/access/password' not available with API token, need proper"
            + " ticket.\n)",
        "Permission check failed (/vms/1'; rm -rf /, VM.Audit)"
      })
  void a_refusal_that_names_no_path_that_we_know_offers_no_command_to_copy(String text) {
    assertThat(said(403, text))
        .isInstanceOfSatisfying(
            PermissionDenied.class, denied -> assertThat(denied.path()).isEmpty())
        .hasMessageContaining("pveum user token permissions ops@pve mcp")
        .hasMessageNotContaining("acl modify");
  }

  @Test
  void a_refusal_without_a_body_is_read_from_the_reason_phrase() {
    assertThat(
            error(403, "Permission check failed (/storage/local, Datastore.AllocateTemplate)", ""))
        .isInstanceOfSatisfying(
            PermissionDenied.class,
            denied -> assertThat(denied.privilege()).hasValue("Datastore.AllocateTemplate"));
  }

  @Test
  void parameters_that_are_not_accepted_are_listed_with_their_reasons() {
    String body =
        """
        {"data":null,"message":"Parameter verification failed.\\n",
         "errors":{"timeout":"type check ('integer') failed - got 'abc'",
                   "net0":"invalid format - format error\\nnet0.model: property is missing\\n"}}
        """;

    assertThat(error(400, "Parameter verification failed.", body))
        .isInstanceOfSatisfying(
            InvalidParameter.class,
            invalid ->
                assertThat(invalid.errors())
                    .containsEntry("timeout", "type check ('integer') failed - got 'abc'")
                    .containsKey("net0"))
        .hasMessageContaining("timeout: \"type check ('integer') failed - got 'abc'\"")
        .hasMessageContaining(
            "net0: \"invalid format - format error net0.model: property is missing\"");
  }

  @ParameterizedTest
  @CsvSource({"upid, no such task", "storage, No such storage."})
  void a_parameter_error_that_means_absence_is_not_found(String field, String text) {
    String body =
        "{\"data\":null,\"message\":\"Parameter verification failed.\\n\",\"errors\":{\""
            + field
            + "\":\""
            + text
            + "\"}}";

    assertThat(error(400, "Parameter verification failed.", body))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining(text);
  }

  @Test
  void a_call_that_the_host_does_not_have_is_told_as_a_matter_of_its_version() {
    assertThat(said(501, "Method 'POST /nodes/pve1/qemu/900/status/start' not implemented"))
        .isInstanceOf(UnexpectedReply.class)
        .hasMessageContaining("This host's version does not have the call POST /nodes/pve1");
  }

  @ParameterizedTest
  @CsvSource({"200, OK", "302, Found", "404, Not Found"})
  void a_page_for_people_is_told_as_the_wrong_place(int status, String reason) {
    Reply page = new Reply(status, reason, "text/html", "<html>Please log in</html>");

    ProxmoxException error =
        catchThrowableOfType(ProxmoxException.class, () -> Replies.read(START, TOKEN, page));

    assertThat(error)
        .isInstanceOf(UnexpectedReply.class)
        .hasMessageContaining("Is this a Proxmox VE API at pve1.example.com:8006?")
        .hasMessageContaining("text/html");
  }

  @Test
  void an_error_of_a_proxy_in_between_is_told_with_its_reason() {
    Reply page = new Reply(502, "Bad Gateway", "text/html", "<html>nginx</html>");

    ProxmoxException error =
        catchThrowableOfType(ProxmoxException.class, () -> Replies.read(START, TOKEN, page));

    assertThat(error)
        .isInstanceOf(UnexpectedReply.class)
        .hasMessageContaining("502 \"Bad Gateway\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "42", "{}", "{\"data\":", "{\"success\":1}"})
  void a_success_without_the_envelope_is_not_the_api(String body) {
    assertThat(error(200, "OK", body))
        .isInstanceOf(UnexpectedReply.class)
        .hasMessageContaining("is not the JSON of the Proxmox API");
  }

  @Test
  void what_a_host_says_is_cleaned_and_shortened() {
    String hostile = "\u202Eevil\u001B[31m " + "x".repeat(5_000);

    assertThat(error(500, hostile, ""))
        .satisfies(error -> {
          assertThat(error.getMessage()).doesNotContain("\u202E", "\u001B");
          assertThat(error.getMessage()).hasSizeLessThan(1_000);
        });
  }

  @Test
  void a_good_answer_is_its_data() {
    Reply reply =
        new Reply(200, "OK", JSON_TYPE, "{\"data\":[{\"n\":1},{\"n\":\"2\"}],\"total\":7}");

    Answer answer = Replies.read(START, TOKEN, reply);

    assertThat(answer.list(entry -> entry.number("n").orElse(0))).isEqualTo(List.of(1L, 2L));
    assertThat(answer.total()).hasValue(7);
  }

  @Test
  void a_long_page_is_no_answer_to_a_change_though_nobody_reads_it() {
    Reply page = new Reply(200, "OK", "text/html", "<html>" + "x".repeat(Answer.LONG));

    assertThatExceptionOfType(UnexpectedReply.class)
        .isThrownBy(() -> Replies.read(START, TOKEN, page))
        .withMessageContaining("text/html");
  }

  @Test
  void a_long_list_is_read_like_a_short_one() {
    String entries = "{\"n\":1},{\"odd\":0},".repeat(Answer.LONG / 10) + "{\"n\":2}";
    Reply reply = new Reply(200, "OK", JSON_TYPE, "{\"data\":[" + entries + "],\"total\":7}");

    Answer answer = Replies.read(LOOK, TOKEN, reply);

    assertThat(answer.list(entry -> entry.required("n")))
        .hasSize(Answer.LONG / 10 + 1)
        .endsWith("2");
    assertThat(answer.total()).hasValue(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, Answer.LONG})
  void a_name_that_is_no_utf_8_does_not_hide_the_rest(int entries) {
    String list = "{\"n\":\"caf\u00e9\"},".repeat(entries) + "{\"n\":\"last\"}";
    byte[] latin1 = ("{\"data\":[" + list + "]}").getBytes(StandardCharsets.ISO_8859_1);

    Answer answer = Replies.read(LOOK, TOKEN, new Reply(200, "OK", JSON_TYPE, new Content(latin1)));

    assertThat(answer.list(entry -> entry.required("n")))
        .hasSize(entries + 1)
        .startsWith("caf\ufffd")
        .endsWith("last");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<html>%s", "{\"data\":[1,\"%s\"", "{\"data\":[],\"a\":\"%s\"} 1", "[\"%s\"]"})
  void a_long_answer_that_is_not_the_api_is_told_where_it_is_read(String body) {
    Reply reply = new Reply(200, "OK", JSON_TYPE, body.formatted("x".repeat(Answer.LONG)));

    Answer answer = Replies.read(LOOK, TOKEN, reply);

    assertThatExceptionOfType(UnexpectedReply.class)
        .isThrownBy(() -> answer.list(Function.identity()))
        .withMessageContaining("is not the JSON of the Proxmox API");
  }
}
