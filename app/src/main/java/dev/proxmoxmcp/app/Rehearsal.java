package dev.proxmoxmcp.app;

import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolCatalog;
import dev.proxmoxmcp.tools.argument.Arguments;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays, once and in one process, the ways in which the program is started again and again, for the
 * JVM to record what they load: {@code build/BuildImage.java} runs it to make the AOT cache of the
 * image. A server for HTTP starts once and stays, so it is not among them: what is in the cache is
 * paid for at every start. Everything is real, down to a simulated cluster over HTTPS; an answer
 * that is missing ends it with an error.
 */
public final class Rehearsal {
  private static final String VERSION = "2025-11-25";

  private final Map<String, String> environment;
  private final PrintStream err;

  private Rehearsal(Map<String, String> environment, PrintStream err) {
    this.environment = environment;
    this.err = err;
  }

  /** Plays all. */
  @SuppressWarnings("SystemOut") // like Main, whose start it plays
  public static void main(String[] arguments) {
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    System.setErr(err);
    System.setOut(err);
    Rehearsal rehearsal = new Rehearsal(System.getenv(), err);
    rehearsal.stdio();
    rehearsal.withPastedAddress().command("tools");
    rehearsal.command("call", "guest_list", "state=stopped", "--json");
    rehearsal.command("serve", "--help");
    System.exit(ExitCode.OK);
  }

  /** The same cluster, as who copies its address from a browser names it. */
  private Rehearsal withPastedAddress() {
    Map<String, String> pasted = new HashMap<>(environment);
    pasted.put(
        "PROXMOX_HOST",
        "https://" + pasted.get("PROXMOX_HOST") + ":" + pasted.remove("PROXMOX_PORT") + "/");
    return new Rehearsal(pasted, err);
  }

  private void stdio() {
    List<ObjectNode> messages = conversation();
    StringBuilder input = new StringBuilder();
    messages.forEach(message -> input.append(JsonText.write(message)).append('\n'));
    String output = run(input.toString(), "serve");
    for (ObjectNode message : messages) {
      if (message.has("id")
          && !output.contains("\"id\":" + JsonText.write(message.path("id")) + ",\"result\"")) {
        throw new IllegalStateException("no answer over stdio to " + message);
      }
    }
  }

  /** A client's: hello, what there is, and each tool that only looks and needs no argument. */
  private static List<ObjectNode> conversation() {
    List<ObjectNode> messages = new ArrayList<>();
    ObjectNode hello = request(messages, "initialize").putObject("params");
    hello.put("protocolVersion", VERSION).putObject("capabilities");
    hello.putObject("clientInfo").put("name", "rehearsal").put("version", "1");
    messages.add(message("notifications/initialized"));
    request(messages, "ping");
    request(messages, "tools/list");
    for (ProxmoxTool<?> tool : ToolCatalog.ALL) {
      ObjectNode schema = Arguments.of(tool.arguments()).schema();
      if (tool.effect().readOnly() && schema.path("required").isEmpty()) {
        call(messages, tool.name());
      }
    }
    call(messages, "guest_list").put("format", "json");
    call(messages, "guest_get").put("guest", "web1");
    return messages;
  }

  private static ObjectNode call(List<ObjectNode> messages, String tool) {
    ObjectNode parameters = request(messages, "tools/call").putObject("params");
    parameters.put("name", tool);
    return parameters.putObject("arguments");
  }

  private static ObjectNode request(List<ObjectNode> messages, String method) {
    ObjectNode request = message(method);
    request.put("id", messages.size() + 1);
    messages.add(request);
    return request;
  }

  private static ObjectNode message(String method) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    return message.put("jsonrpc", "2.0").put("method", method);
  }

  private void command(String... arguments) {
    if (run("", arguments).isEmpty()) {
      throw new IllegalStateException("no answer of " + String.join(" ", arguments));
    }
  }

  private String run(String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    int code = Main.run(arguments, new Terminal(in, out, err, new SystemKeyboard()), environment);
    if (code != ExitCode.OK) {
      throw new IllegalStateException("exit code " + code + " of " + String.join(" ", arguments));
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
