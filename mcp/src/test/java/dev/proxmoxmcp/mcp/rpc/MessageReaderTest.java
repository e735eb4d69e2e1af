package dev.proxmoxmcp.mcp.rpc;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.fixture.Talk;
import dev.proxmoxmcp.mcp.rpc.Incoming.Invalid;
import dev.proxmoxmcp.mcp.rpc.Incoming.Notification;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Incoming.Response;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.MissingNode;

/** What is a message and what is not. */
class MessageReaderTest {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"ping\"}";

  @Test
  void a_message_with_id_and_method_is_a_request() {
    Incoming read =
        read("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"a\":true}}");
    assertThat(read)
        .isEqualTo(
            new Request(new RequestId(Talk.json("1")), "tools/list", Json.object().put("a", true)));
  }

  @Test
  void absent_and_null_parameters_are_empty_ones() {
    Request expected = new Request(new RequestId(Talk.json("1")), "ping", Json.object());
    assertThat(read(PING.formatted("1"))).isEqualTo(expected);
    assertThat(read("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":null}"))
        .isEqualTo(expected);
  }

  @Test
  void a_message_without_id_is_a_notification_whatever_its_parameters_are() {
    assertThat(read("{\"jsonrpc\":\"2.0\",\"method\":\"n\"}"))
        .isEqualTo(new Notification("n", Json.object()));
    assertThat(read("{\"jsonrpc\":\"2.0\",\"method\":\"n\",\"params\":[1]}"))
        .isEqualTo(new Notification("n", Json.object()));
  }

  @Test
  void a_message_with_a_result_or_an_error_is_a_response() {
    RequestId id = new RequestId(Talk.json("\"q\""));
    assertThat(read("{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"result\":{}}"))
        .isEqualTo(new Response(id, Json.object()));
    assertThat(read("{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"error\":{}}"))
        .isEqualTo(new Response(id, MissingNode.getInstance()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"jsonrpc\":\"2.0\",\"result\":{}}                       | null",
        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":1}}              | null",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":1}}  | null",
        "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"error\":{\"code\":1}}   | null",
        "{\"jsonrpc\":\"1.0\",\"id\":3,\"error\":{\"code\":1}}     | 3",
        "{\"error\":\"no object\"}                               | null",
        "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{},\"error\":{}} | 3",
      })
  void a_response_is_taken_as_one_however_broken_so_that_nobody_answers_it(String text, String id) {
    RequestId expected = id.equals("null") ? null : new RequestId(Talk.json(id));
    assertThat(read(text))
        .isInstanceOfSatisfying(
            Response.class, response -> assertThat(response.id()).isEqualTo(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1.0", "1e3", "null", "true", "{}", "[1]", "\"\\ud800\""})
  void an_id_that_is_neither_string_nor_integer_is_refused_without_an_id(String id) {
    assertInvalid(read(PING.formatted(id)), -32600, null);
  }

  @Test
  void the_string_and_the_number_are_two_ids_and_the_size_of_a_number_does_not_matter() {
    assertThat(id("1")).isEqualTo(id("1")).isNotEqualTo(id("\"1\""));
    String huge = "9".repeat(400);
    assertThat(id(huge).value().toString()).isEqualTo(huge);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                                                        | null",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]      | null",
        "\"text\"                                                  | null",
        "17                                                        | null",
        "null                                                      | null",
        "{}                                                        | null",
        "{\"id\":3,\"method\":\"ping\"}                            | 3",
        "{\"jsonrpc\":2.0,\"id\":3,\"method\":\"ping\"}            | 3",
        "{\"jsonrpc\":\"1.0\",\"id\":3,\"method\":\"ping\"}        | 3",
        "{\"jsonrpc\":\"2.0\",\"id\":3}                            | 3",
        "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":5}               | 3",
      })
  void json_that_is_no_message_is_an_invalid_request(String text, String id) {
    assertInvalid(read(text), -32600, id.equals("null") ? null : id);
  }

  @Test
  void positional_parameters_are_refused_with_the_id() {
    assertInvalid(
        read("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"ping\",\"params\":[1]}"), -32602, "3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "hello",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} {}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}",
        "{'jsonrpc':'2.0'}",
        "{\"jsonrpc\":\"2.0\",\"id\":NaN,\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":007,\"method\":\"ping\"}",
        "{\"a\":\"\u0000\"}",
      })
  void what_is_no_json_or_can_be_read_in_two_ways_is_a_parse_error(String text) {
    assertInvalid(read(text), -32700, null);
  }

  @Test
  void a_parse_error_says_where_and_repeats_nothing() {
    Invalid invalid = (Invalid) read("{\"password\": hunter2}");
    assertThat(invalid.error().message())
        .isEqualTo("the message is not valid JSON (line 1, column 14)");
  }

  @Test
  void deep_nesting_is_refused_before_it_costs_a_stack() {
    assertThat(read(nested(90))).isInstanceOf(Request.class);
    assertInvalid(read(nested(101)), -32700, null);
    assertInvalid(read(nested(1_000_000)), -32700, null);
  }

  @Test
  void many_small_parts_are_refused_before_they_cost_many_times_their_length() {
    assertThat(read(parts(90_000))).isInstanceOf(Request.class);
    assertInvalid(read(parts(100_001)), -32700, null);
  }

  @Test
  void a_name_that_is_too_long_is_not_blamed_on_the_nesting() {
    Invalid invalid = (Invalid) read("{\"" + "n".repeat(50_001) + "\":1}");
    assertThat(invalid.error().code()).isEqualTo(-32700);
    assertThat(invalid.error().message())
        .isEqualTo(
            "the message exceeds a limit on nesting (100), parts (200000), numbers, names or keys");
  }

  @Test
  void bytes_that_are_no_utf_8_are_a_parse_error() {
    byte[] overlong = {'"', (byte) 0xC0, (byte) 0xAF, '"'};
    byte[] surrogate = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};
    byte[] cut = {'"', (byte) 0xE2, (byte) 0x82, '"'};
    assertInvalid(MessageReader.read(ByteBuffer.wrap(overlong)), -32700, null);
    assertInvalid(MessageReader.read(ByteBuffer.wrap(surrogate)), -32700, null);
    assertInvalid(MessageReader.read(ByteBuffer.wrap(cut)), -32700, null);
    assertInvalid(
        MessageReader.read(ByteBuffer.wrap(PING.formatted("1").getBytes(UTF_16))), -32700, null);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void a_message_with_random_damage_is_read_as_something_and_never_throws(long seed) {
    Random random = new Random(seed);
    byte[] whole = Talk.modern("1", "tools/call", Talk.call("echo")).getBytes(UTF_8);
    int unreadable = 0;
    for (int round = 0; round < 2_000; round++) {
      byte[] damaged = whole.clone();
      for (int hit = 0; hit <= random.nextInt(3); hit++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      if (MessageReader.read(ByteBuffer.wrap(damaged)) instanceof Invalid) {
        unreadable++;
      }
    }
    assertThat(unreadable).as("seed %d", seed).isBetween(500, 2_000);
  }

  @Test
  void half_a_surrogate_pair_is_written_as_a_question_mark_and_lines_stay_lines() {
    byte[] written = Json.write(Json.object().put("text", "a\nb\u2028c\ud800"));
    assertThat(new String(written, UTF_8)).isEqualTo("{\"text\":\"a\\nb\u2028c?\"}");
  }

  private static String nested(int depth) {
    // the message and its parameters are two of them
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":"
        + "[".repeat(depth - 2)
        + "]".repeat(depth - 2)
        + "}}";
  }

  /** Each is a bracket that opens and one that closes. */
  private static String parts(int pairs) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":["
        + "[],".repeat(pairs - 1)
        + "[]]}}";
  }

  private static RequestId id(String json) {
    return ((Request) read(PING.formatted(json))).id();
  }

  private static Incoming read(String text) {
    return MessageReader.read(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  private static void assertInvalid(
      Incoming read, int code, @org.jspecify.annotations.Nullable String id) {
    assertThat(read).isInstanceOf(Invalid.class);
    Invalid invalid = (Invalid) read;
    assertThat(invalid.error().code()).isEqualTo(code);
    assertThat(invalid.id()).isEqualTo(id == null ? null : new RequestId(Talk.json(id)));
  }
}
