package dev.proxmoxmcp.mcp.modern;

import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.api.ServerIdentity;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.mcp.api.ToolList;
import dev.proxmoxmcp.mcp.api.ToolResult;
import dev.proxmoxmcp.mcp.fixture.Talk;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.MessageReader;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Any headers over any message: the check passes only what says the same twice, and refuses the
 * rest with one of its codes and a short line. An input is lines {@code Name: value}, an empty
 * line, and the message. Run by {@code verification/fuzz.sh}.
 */
public final class HeaderFuzz {
  private static final int LONGEST_ERROR = 400;
  private static final Set<Integer> CODES = Set.of(-32020, -32022, -32602);
  private static final String SCHEMA =
      """
      {"type":"object","properties":{
        "region":{"type":"string","x-mcp-header":"Region"},
        "count":{"type":"integer","x-mcp-header":"Count"},
        "where":{"type":"object","properties":{"dry":{"type":"boolean","x-mcp-header":"Dry"}}}}}
      """;
  private static final HeaderCheck CHECK =
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

  private HeaderFuzz() {}

  /** What a fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\n\n");
    Map<String, List<String>> headers = headers(end < 0 ? text : text.substring(0, end));
    headers.values().forEach(values -> values.forEach(HeaderFuzz::spelledInOneWay));
    int body = end < 0 ? input.length : end + 2;
    ByteBuffer message = ByteBuffer.wrap(input, body, input.length - body);
    if (MessageReader.read(message) instanceof Request request) {
      try {
        CHECK.check(request, name -> headers.getOrDefault(name, List.of()));
        saysTheSameTwice(request, headers);
      } catch (RpcException refused) {
        hold(CODES.contains(refused.error().code()), "a code of its own");
        hold(refused.error().message().length() <= LONGEST_ERROR, "a short error");
        hold(
            refused.error().message().chars().noneMatch(Character::isISOControl),
            "a harmless error");
      }
    }
  }

  private static Map<String, List<String>> headers(String head) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : head.split("\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers
            .computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
            .add(line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  /** What stands between could know only one of two spellings. */
  private static void spelledInOneWay(String value) {
    Optional<String> decoded = HeaderValue.decode(value);
    if (decoded.isPresent() && !decoded.get().equals(value)) {
      String encoded =
          Base64.getEncoder().encodeToString(decoded.get().getBytes(StandardCharsets.UTF_8));
      hold(value.equals("=?base64?" + encoded + "?="), "one spelling");
    }
  }

  private static void saysTheSameTwice(Request request, Map<String, List<String>> headers) {
    hold(List.of(request.method()).equals(headers.get("Mcp-Method")), "one method");
    hold(List.of("2026-07-28").equals(headers.get(HeaderCheck.VERSION)), "one version");
    if (request.method().equals("tools/call")) {
      JsonNode name = request.params().path("name");
      hold(!name.isString() || said(headers, "Mcp-Name").equals(name.stringValue()), "one name");
      JsonNode region = request.params().path("arguments").path("region");
      if (name.stringValue("").equals("run") && region.isString()) {
        hold(said(headers, "Mcp-Param-Region").equals(region.stringValue()), "one region");
      }
    }
  }

  private static String said(Map<String, List<String>> headers, String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    hold(values.size() == 1, "one " + name);
    return HeaderValue.decode(values.getFirst()).orElseThrow();
  }

  private static void hold(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("not held: " + what);
    }
  }
}
