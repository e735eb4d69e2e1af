package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTest {
  private static final String AGENT = "/nodes/pve1/qemu/101/agent";

  private Lab lab;

  @BeforeEach
  void start() throws IOException {
    lab = Lab.start();
  }

  @AfterEach
  void stop() throws IOException {
    lab.close();
  }

  private long exec(String... command) throws IOException {
    return Lab.whole(execWith("", command).object(), "pid");
  }

  private Lab.Answer execWith(String input, String... command) throws IOException {
    String words =
        Arrays.stream(command)
            .map(word -> "command=" + form(word))
            .collect(Collectors.joining("&"));
    return lab.post(AGENT + "/exec", words + (input.isEmpty() ? "" : "&input-data=" + form(input)));
  }

  private static String form(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Map<String, Object> status(long pid) throws IOException {
    return lab.get(AGENT + "/exec-status?pid=" + pid).object().entrySet().stream()
        .collect(Collectors.toMap(field -> String.valueOf(field.getKey()), Map.Entry::getValue));
  }

  @Test
  void frozen_file_systems_stay_frozen_until_they_are_thawed() throws IOException {
    assertThat(lab.post(AGENT + "/fsfreeze-freeze", "").object().get("result")).isEqualTo(2);
    assertThat(lab.post(AGENT, "command=fsfreeze-status").object().get("result"))
        .isEqualTo("frozen");
    assertThat(lab.post(AGENT + "/fsfreeze-thaw", "").object().get("result")).isEqualTo(2);
    assertThat(lab.post(AGENT + "/fsfreeze-status", "").object().get("result")).isEqualTo("thawed");
  }

  @Test
  void a_guest_can_be_shut_down_by_its_agent_and_cannot_sleep() throws IOException {
    assertThat(lab.post(AGENT + "/suspend-ram", "").reason())
        .isEqualTo(
            "VM 101 qga command 'guest-suspend-ram' failed - the requested suspend mode is not"
                + " supported by the guest");
    assertThat(lab.post(AGENT + "/shutdown", "").status()).isEqualTo(200);
    assertThat(lab.cluster().guest(101).orElseThrow().status()).isEqualTo("stopped");
  }

  @Test
  void a_command_tells_its_number_and_its_end_is_told_once() throws IOException {
    long pid = exec("/bin/echo", "hello world");

    assertThat(status(pid))
        .containsOnly(
            entry("exited", 1),
            entry("exitcode", 0),
            entry("out-data", "hello world\n"),
            entry("out-truncated", 0));
    Lab.Answer again = lab.get(AGENT + "/exec-status?pid=" + pid);
    assertThat(again.status()).isEqualTo(500);
    assertThat(again.reason()).isEqualTo("Agent error: Invalid parameter 'pid'");
  }

  @Test
  void a_slow_command_ends_when_the_clock_has_come_so_far() throws IOException {
    long pid = exec("/bin/sleep", "3");

    lab.pass(2);
    assertThat(status(pid)).containsOnly(entry("exited", 0));
    lab.pass(1);
    assertThat(status(pid)).containsOnly(entry("exited", 1), entry("exitcode", 0));
  }

  @Test
  void input_reaches_the_command_and_both_outputs_stay_apart() throws IOException {
    Lab.Answer answer = execWith("from stdin\n", "/bin/sh", "-c", "cat; echo oops >&2; exit 3");

    assertThat(status(Lab.whole(answer.object(), "pid")))
        .containsOnly(
            entry("exited", 1),
            entry("exitcode", 3),
            entry("out-data", "from stdin\n"),
            entry("out-truncated", 0),
            entry("err-data", "oops\n"),
            entry("err-truncated", 0));
  }

  @Test
  void a_signal_takes_the_place_of_the_exit_code() throws IOException {
    assertThat(status(exec("sh", "-c", "echo a | cat; kill -9 $$; echo b")))
        .containsOnly(
            entry("exited", 1),
            entry("signal", 9),
            entry("out-data", "a\n"),
            entry("out-truncated", 0));
  }

  @Test
  void a_pipe_as_an_argument_is_an_argument() throws IOException {
    assertThat(status(exec("echo", "a", "|", "cat"))).contains(entry("out-data", "a | cat\n"));
  }

  @Test
  void output_beyond_16_MiB_is_cut_and_told() throws IOException {
    Map<String, Object> status = status(exec("seq", "20000000"));

    assertThat(status).contains(entry("exitcode", 0), entry("out-truncated", 1));
    assertThat(String.valueOf(status.get("out-data"))).hasSize(16 << 20).startsWith("1\n2\n");
  }

  @Test
  void bytes_come_as_the_characters_of_their_numbers() throws IOException {
    assertThat(status(exec("echo", "Zoë"))).contains(entry("out-data", "ZoÃ«\n"));
  }

  @Test
  void a_program_that_is_missing_breaks_the_answer() throws IOException {
    Lab.Answer answer = execWith("", "/bin/echo a | cat");

    assertThat(answer.status()).isEqualTo(596);
    assertThat(answer.reason()).isEqualTo("Broken pipe");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void a_vm_that_was_started_anew_knows_no_command_of_before() throws IOException {
    long pid = exec("sleep", "infinity");
    lab.power("pve1/qemu/101", "stop", "");
    lab.pass(1);
    lab.power("pve1/qemu/101", "start", "");
    lab.pass(2);

    assertThat(lab.get(AGENT + "/exec-status?pid=" + pid).reason())
        .isEqualTo("Agent error: Invalid parameter 'pid'");
  }

  @ParameterizedTest
  @CsvSource({
    "pve1/qemu/108, No QEMU guest agent configured",
    "pve2/qemu/106, VM 106 is not running",
    "pve1/qemu/112, QEMU guest agent is not running",
    "pve1/qemu/999, Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist"
  })
  void an_agent_that_cannot_be_spoken_to_says_why(String guest, String why) throws IOException {
    lab.cluster().guestFaults(112).silencesItsAgent();

    for (String call : List.of("get-osinfo", "exec-status?pid=1")) {
      Lab.Answer answer = lab.get("/nodes/" + guest + "/agent/" + call);
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.reason()).isEqualTo(why);
    }
    assertThat(lab.post("/nodes/" + guest + "/agent/ping", "").reason()).isEqualTo(why);
  }

  @Test
  void files_are_read_in_parts_and_written_whole() throws IOException {
    assertThat(lab.post(AGENT + "/file-write", "file=/tmp/a&content=hello+world%0A").data())
        .isNull();

    assertThat(lab.get(AGENT + "/file-read?file=/tmp/a").object().entrySet())
        .<Object>extracting(Object::toString)
        .containsExactlyInAnyOrder("content=hello world\n", "bytes-read=12");
    assertThat(lab.get(AGENT + "/file-read?file=/tmp/a&offset=6&count=3&decode=0").object())
        .isEqualTo(Map.of("content", base64("wor"), "bytes-read", 3, "truncated", 1));
    assertThat(lab.get(AGENT + "/file-read?file=/tmp/none").reason())
        .isEqualTo(
            "Agent error: failed to open file '/tmp/none' (mode: 'r'): No such file or directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/no/such/file", "/etc/no-such/file"})
  void nothing_is_written_into_a_folder_that_does_not_exist(String file) throws IOException {
    Lab.Answer answer = lab.post(AGENT + "/file-write", "file=" + file + "&content=x");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.reason())
        .isEqualTo(
            "Agent error: failed to open file '%s' (mode: 'wb'): No such file or directory"
                .formatted(file));
    assertThat(lab.get(AGENT + "/file-read?file=" + file).status()).isEqualTo(500);
  }

  @Test
  void what_is_written_as_base64_arrives_as_its_bytes() throws IOException {
    lab.post(AGENT + "/file-write", "file=/tmp/b&encode=0&content=" + form(base64("Zoë 写")));

    assertThat(lab.get(AGENT + "/file-read?file=/tmp/b&decode=0").object().get("content"))
        .isEqualTo(base64("Zoë 写"));
  }

  @Test
  void text_that_is_no_bytes_is_refused_as_perl_does() throws IOException {
    Lab.Answer answer = lab.post(AGENT + "/file-write", "file=/tmp/c&content=" + form("写"));

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.reason()).startsWith("Wide character in subroutine entry");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"get-osinfo", "get-fsinfo", "network-get-interfaces", "info", "get-host-name"})
  void what_the_agent_tells_comes_in_an_envelope_of_its_own(String call) throws IOException {
    assertThat(lab.get(AGENT + "/" + call).object().keySet())
        .<Object>extracting(Object::toString)
        .containsExactly("result");
  }

  @ParameterizedTest
  @CsvSource({
    "exec, VM.GuestAgent.Unrestricted",
    "file-write, VM.GuestAgent.FileWrite|VM.GuestAgent.Unrestricted"
  })
  void an_auditor_may_not_act(String call, String privileges) throws IOException {
    Lab.Answer answer = lab.post(lab.cluster().auditorToken(), AGENT + "/" + call, "");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.reason()).isEqualTo("Permission check failed (/vms/101, " + privileges + ")");
  }

  @Test
  void an_auditor_may_ask_the_agent_and_a_narrow_token_may_not() throws IOException {
    assertThat(lab.post(lab.cluster().auditorToken(), AGENT + "/ping", "").object())
        .isEqualTo(Map.of("result", Map.of()));
    assertThat(lab.get(lab.cluster().narrowToken(), AGENT + "/get-osinfo").reason())
        .isEqualTo(
            "Permission check failed (/vms/101,"
                + " VM.GuestAgent.Audit|VM.GuestAgent.Unrestricted)");
  }

  @Test
  void a_call_without_its_parameters_is_refused() throws IOException {
    assertThat(lab.post(AGENT + "/exec", "").errors())
        .isEqualTo(Map.of("command", "property is missing and it is not optional"));
    assertThat(lab.get(AGENT + "/exec-status").errors())
        .isEqualTo(Map.of("pid", "property is missing and it is not optional"));
  }

  @Test
  void containers_tell_their_addresses_while_they_run() throws IOException {
    assertThat(lab.get("/nodes/pve1/lxc/200/interfaces").column("name"))
        .containsExactly("lo", "eth0");
    assertThat(lab.get("/nodes/pve1/lxc/203/interfaces").data()).isNull();
  }
}
