package dev.proxmoxmcp.verification.conformance;

import dev.proxmoxmcp.mcp.api.Answer;
import dev.proxmoxmcp.mcp.api.McpCall;
import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.api.ToolCall;
import dev.proxmoxmcp.mcp.api.ToolHandler;
import dev.proxmoxmcp.mcp.api.ToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The tools that ask through the client, in both eras with the same handlers. */
final class FixtureAsks {
  private static final String DEFAULTS =
      """
      {"type":"object","properties":{
        "name":{"type":"string","description":"User name","default":"John Doe"},
        "age":{"type":"integer","description":"User age","default":30},
        "score":{"type":"number","description":"User score","default":95.5},
        "status":{"type":"string","enum":["active","inactive","pending"],"default":"active"},
        "verified":{"type":"boolean","default":true}}}
      """;
  private static final String CHOICES =
      """
      {"type":"object","properties":{
        "untitledSingle":{"type":"string","enum":["option1","option2","option3"]},
        "titledSingle":{"type":"string","oneOf":[
          {"const":"value1","title":"First Option"},
          {"const":"value2","title":"Second Option"}]},
        "legacyEnum":{"type":"string","enum":["opt1","opt2"],"enumNames":["One","Two"]},
        "untitledMulti":{"type":"array","items":{"type":"string","enum":["option1","option2"]}},
        "titledMulti":{"type":"array","items":{"anyOf":[
          {"const":"value1","title":"First Choice"},
          {"const":"value2","title":"Second Choice"}]}}}}
      """;

  private FixtureAsks() {}

  static List<Tool> all() {
    return List.of(
        asking("test_sampling", "prompt", FixtureAsks::sampling),
        asking("test_elicitation", "message", FixtureAsks::elicitation),
        form("test_elicitation_sep1034_defaults", "form", "Please look it through", DEFAULTS),
        form("test_elicitation_sep1330_enums", "form", "Please choose", CHOICES),
        // A client that declared nothing is refused by the engine before anything runs on.
        FixtureTools.tool(
            "test_missing_capability", call -> said(call, "question", "Say hello", 10)),
        form("test_streaming_elicitation", "confirm", "Go on?", schema("ok", "boolean")),
        FixtureTools.tool("test_input_required_result_elicitation", FixtureAsks::greeting),
        FixtureTools.tool(
            "test_input_required_result_sampling",
            call -> said(call, "capital_question", "What is the capital of France?", 100)),
        FixtureTools.tool("test_input_required_result_list_roots", FixtureAsks::roots),
        FixtureTools.tool("test_input_required_result_request_state", FixtureAsks::state),
        FixtureTools.tool("test_input_required_result_tampered_state", FixtureAsks::state),
        FixtureTools.tool("test_input_required_result_multiple_inputs", FixtureAsks::several),
        FixtureTools.tool("test_input_required_result_multi_round", FixtureAsks::rounds),
        FixtureTools.tool("test_input_required_result_capabilities", FixtureAsks::whatItCan));
  }

  private static Tool asking(String name, String argument, ToolHandler handler) {
    return FixtureTools.tool(name, schema(argument, "string"), handler);
  }

  private static Tool form(String name, String key, String message, String schema) {
    return FixtureTools.tool(
        name,
        call ->
            ToolResult.ok("Elicitation completed: " + call.ask(key, question(message, schema))));
  }

  /** A form. */
  static Question.Form question(String message, String schema) {
    return new Question.Form(message, (ObjectNode) FixtureJson.read(schema));
  }

  /** The schema of a form of one required field. */
  static String schema(String field, String type) {
    return """
    {"type":"object","properties":{"%s":{"type":"%s"}},"required":["%s"]}
    """
        .formatted(field, type, field);
  }

  private static ToolResult sampling(ToolCall call) throws InterruptedException {
    return said(call, "llm", call.arguments().path("prompt").asString(""), 100);
  }

  private static ToolResult said(McpCall call, String key, String words, int tokens)
      throws InterruptedException {
    return ToolResult.ok("LLM response: " + call.ask(key, sampling(words, tokens)));
  }

  private static Question.Sampling sampling(String words, int tokens) {
    ObjectNode params = FixtureJson.object();
    params
        .putArray("messages")
        .addObject()
        .put("role", "user")
        .putObject("content")
        .put("type", "text")
        .put("text", words);
    return new Question.Sampling(params.put("maxTokens", tokens));
  }

  private static ToolResult elicitation(ToolCall call) throws InterruptedException {
    Question.Form question =
        question(
            call.arguments().path("message").asString(""),
            """
            {"type":"object","properties":{
              "username":{"type":"string","description":"User's response"},
              "email":{"type":"string","description":"User's email address"}},
             "required":["username","email"]}
            """);
    return ToolResult.ok("User response: " + call.ask("user", question));
  }

  /** Who is there, as a person says it. */
  static String name(McpCall call, String key) throws InterruptedException {
    return switch (call.ask(key, question("What is your name?", schema("name", "string")))) {
      case Answer.Accepted(ObjectNode content) -> content.path("name").asString("");
      case Answer.Declined() -> "you who declined";
      case Answer.Cancelled() -> "you who cancelled";
      case Answer.NotElicited _ -> "you who were not heard";
    };
  }

  private static ToolResult greeting(ToolCall call) throws InterruptedException {
    return ToolResult.ok("Hello, " + name(call, "user_name") + "!");
  }

  private static ToolResult roots(ToolCall call) throws InterruptedException {
    return ToolResult.ok("Roots: " + call.ask("client_roots", new Question.Roots()));
  }

  private static ToolResult state(ToolCall call) throws InterruptedException {
    String first = call.once("first", call::requestId);
    call.ask("confirm", question("Please confirm", schema("ok", "boolean")));
    return ToolResult.ok("state-ok, first run was " + first);
  }

  private static ToolResult several(ToolCall call) throws InterruptedException {
    Map<String, Question<?>> questions = new LinkedHashMap<>();
    questions.put("user_name", question("What is your name?", schema("name", "string")));
    questions.put("greeting", sampling("Generate a greeting", 50));
    questions.put("client_roots", new Question.Roots());
    return ToolResult.ok("All of them: " + call.askAll(questions));
  }

  private static ToolResult rounds(ToolCall call) throws InterruptedException {
    var name = call.ask("step1", question("Step 1: What is your name?", schema("name", "string")));
    var color =
        call.ask(
            "step2", question("Step 2: What is your favorite color?", schema("color", "string")));
    return ToolResult.ok(name + " and " + color);
  }

  /** Asks only what this client can be asked. */
  private static ToolResult whatItCan(ToolCall call) throws InterruptedException {
    Map<String, Question<?>> questions = new LinkedHashMap<>();
    questions.put("form", question("Please confirm", schema("ok", "boolean")));
    questions.put("words", sampling("Say hello", 20));
    questions.put("folders", new Question.Roots());
    questions.values().removeIf(question -> !call.capabilities().takes(question));
    return ToolResult.ok(questions.isEmpty() ? "Nothing to ask." : "" + call.askAll(questions));
  }
}
