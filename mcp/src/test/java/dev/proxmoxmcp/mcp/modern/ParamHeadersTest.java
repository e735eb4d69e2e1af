package dev.proxmoxmcp.mcp.modern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.api.ServerIdentity;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.mcp.api.ToolList;
import dev.proxmoxmcp.mcp.api.ToolResult;
import dev.proxmoxmcp.mcp.fixture.HttpClient;
import dev.proxmoxmcp.mcp.fixture.Talk;
import dev.proxmoxmcp.mcp.rpc.ErrorCode;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.MessageReader;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Arguments that a client repeats as headers. */
class ParamHeadersTest {
  private static final String SCHEMA =
      """
      {"type":"object","properties":{
        "region":{"type":"string","x-mcp-header":"Region"},
        "count":{"type":"integer","x-mcp-header":"Count"},
        "where":{"type":"object","properties":{"dry":{"type":"boolean","x-mcp-header":"Dry"}}},
        "free":{"type":"string"}}}
      """;

  private final HeaderCheck check =
      new HeaderCheck(
          new McpServer(
              new ServerIdentity("a", "b", "c"),
              "",
              ToolList.of(
                  new Tool(
                      "run",
                      "Run",
                      "Runs",
                      (ObjectNode) Talk.json(SCHEMA),
                      ToolAnnotations.reads(),
                      call -> ToolResult.ok(""))),
              () -> Instant.EPOCH));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"region\":\"us-west1\"}   | Region | us-west1",
        "{\"region\":\"Zürich\"}     | Region | =?base64?WsO8cmljaA==?=",
        "{\"region\":\"007\"}        | Region | 007",
        "{\"count\":42}              | Count  | 42",
        "{\"count\":42}              | Count  | 42.0",
        "{\"count\":-7}              | Count  | -7",
        "{\"where\":{\"dry\":true}}  | Dry    | true",
      })
  void a_header_that_says_what_the_argument_says_passes(String arguments, String name, String value)
      throws Exception {
    check(arguments, Map.of("Mcp-Param-" + name, value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"region\":\"us-west1\"}   | Region | us-west2",
        "{\"region\":\"us-west1\"}   | Region | US-WEST1",
        "{\"region\":\"007\"}        | Region | 7",
        "{\"region\":\"\"}           | Other  | x",
        "{\"count\":42}              | Count  | 43",
        "{\"count\":42}              | Count  | 42.5",
        "{\"count\":42}              | Count  | 4e1",
        "{\"count\":42}              | Count  | forty-two",
        "{\"where\":{\"dry\":true}}  | Dry    | TRUE",
        "{\"where\":{\"dry\":true}}  | Other  | true",
        "{\"region\":{\"a\":1}}      | Region | a",
      })
  void a_header_that_says_something_else_or_is_missing_is_refused(
      String arguments, String name, String value) {
    assertThatExceptionOfType(RpcException.class)
        .isThrownBy(() -> check(arguments, Map.of("Mcp-Param-" + name, value)))
        .satisfies(
            refused -> assertThat(refused.error().code()).isEqualTo(ErrorCode.HEADER_MISMATCH));
  }

  @Test
  void an_absent_or_null_argument_needs_no_header_and_a_stranger_among_headers_is_ignored()
      throws Exception {
    check("{}", Map.of());
    check("{\"region\":null,\"where\":null,\"free\":\"x\"}", Map.of("Mcp-Param-Free", "y"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"two words\"}}",
        "{\"a\":{\"type\":\"number\",\"x-mcp-header\":\"A\"}}",
        "{\"a\":{\"type\":\"array\",\"x-mcp-header\":\"A\"}}",
        "{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"A\"},"
            + "\"b\":{\"type\":\"string\",\"x-mcp-header\":\"a\"}}",
      })
  void a_mark_for_which_clients_would_drop_the_tool_is_refused_at_the_start(String properties) {
    Tool tool =
        new Tool(
            "run",
            "Run",
            "Runs",
            (ObjectNode) Talk.json("{\"type\":\"object\",\"properties\":" + properties + "}"),
            ToolAnnotations.reads(),
            call -> ToolResult.ok(""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParamHeaders.of(tool))
        .withMessageContaining("tool run");
  }

  private void check(String arguments, Map<String, String> headers) throws RpcException {
    String message =
        Talk.modern("1", "tools/call", "{\"name\":\"run\",\"arguments\":" + arguments + "}");
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(HttpClient.modernHeaders(message));
    all.putAll(headers);
    Request request =
        (Request) MessageReader.read(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
    check.check(
        request,
        name -> {
          String value = all.get(name.toLowerCase(Locale.ROOT));
          return value == null ? List.of() : List.of(value);
        });
  }
}
