package dev.proxmoxmcp.app;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call that changes something about guest 101, which no rule allows by itself.
 *
 * @param tool the tool
 * @param arguments each {@code name=value}, where {@code {guest}} stands for the guest and {@code
 *     {change}} for the last change of {@code before}
 * @param raw the same as a request of the API, with its parameters as JSON; "" where there is none
 * @param before calls that make what it needs
 */
record BypassSample(
    String tool, List<String> arguments, String raw, String parameters, List<List<String>> before) {
  private static final String AT = "POST /nodes/pve1/qemu/{guest}";

  /** One for each tool that can change something. */
  static List<BypassSample> all() {
    List<String> snapshot =
        List.of("snapshot_create", "guests=101", "name=there", "cluster=lab", "wait=50");
    return List.of(
        of("guest_power", "guests={guest}", "action=stop").raw(AT + "/status/stop", "{}"),
        of("guest_exec", "guest={guest}", "command=[\"id\"]")
            .raw(AT + "/agent/exec", "{\"command\":[\"id\"]}"),
        of("guest_file_write", "guest={guest}", "path=/tmp/a", "content=x")
            .raw(AT + "/agent/file-write", "{\"file\":\"/tmp/a\",\"content\":\"x\"}"),
        of("snapshot_create", "guests={guest}", "name=new")
            .raw(AT + "/snapshot", "{\"snapname\":\"new\"}"),
        of("snapshot_delete", "guests={guest}", "name=there")
            .raw("DELETE /nodes/pve1/qemu/{guest}/snapshot/there", "{}")
            .after(snapshot),
        of("snapshot_rollback", "guests={guest}", "name=there")
            .raw(AT + "/snapshot/there/rollback", "{}")
            .after(snapshot),
        of("backup_create", "guests={guest}", "storage=pbs")
            .raw("POST /nodes/pve1/vzdump", "{\"vmid\":\"{guest}\",\"storage\":\"pbs\"}"),
        of("api_write", "endpoint=PUT /nodes/pve1/qemu/{guest}/config", "parameters={\"cores\":3}")
            .raw("PUT /nodes/pve1/qemu/{guest}/config", "{\"cores\":3}"),
        of("change_undo", "change={change}").after(snapshot));
  }

  private static BypassSample of(String tool, String... arguments) {
    return new BypassSample(
        tool,
        Stream.concat(Stream.of(arguments), Stream.of("cluster=lab")).toList(),
        "",
        "",
        List.of());
  }

  private BypassSample raw(String endpoint, String json) {
    return new BypassSample(tool, arguments, endpoint, json, before);
  }

  private BypassSample after(List<String> call) {
    return new BypassSample(tool, arguments, raw, parameters, List.of(call));
  }

  /** Whether it names a guest, and can so be spelled in other ways. */
  boolean namesGuest() {
    return arguments.stream().anyMatch(one -> one.contains("{guest}"));
  }

  /** As it is meant, about guest 101. */
  String[] words(String change) {
    return words("101", change);
  }

  /** The same about what is written so. */
  String[] words(String guest, String change) {
    List<String> words = new ArrayList<>(List.of(tool));
    arguments.forEach(one -> words.add(one.replace("{guest}", guest).replace("{change}", change)));
    return words.toArray(String[]::new);
  }

  /** The same as a raw request, with the guest written so. */
  String[] rawWords(String guest) {
    return new String[] {
      "api_write",
      "endpoint=" + raw.replace("{guest}", guest),
      "parameters=" + parameters.replace("{guest}", guest),
      "cluster=lab"
    };
  }

  /** The call as a message of the newest revision, of a client that can show forms. */
  String message(String change, String more) {
    return """
    {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s%s,\
    "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
    "io.modelcontextprotocol/clientInfo":{"name":"desk","version":"1"},\
    "io.modelcontextprotocol/clientCapabilities":{"elicitation":{"form":{}}}}}}\
    """
        .formatted(tool, json(words(change)), more);
  }

  /** A call as a message of a client that shows nothing to anybody. */
  static String plain(String... words) {
    return """
    {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s}}\
    """
        .formatted(words[0], json(words));
  }

  private static ObjectNode json(String... words) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        String value = word.substring(equals + 1);
        if (value.startsWith("[")) {
          json.set(word.substring(0, equals), JsonMapper.shared().readTree(value));
        } else {
          json.put(word.substring(0, equals), value);
        }
      }
    }
    return json;
  }

  @Override
  public String toString() {
    return tool;
  }
}
