package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.mcp.api.Answer;
import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.ClientCapabilities;
import dev.proxmoxmcp.mcp.api.ClientInfo;
import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.mcp.api.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A call of a client that can ask a person, who answers as the test says. */
final class AskedCall implements ToolCall {
  final List<Question.Form> forms = new ArrayList<>();
  private final ObjectNode arguments;
  private final String capabilities;
  private final Function<Question<?>, Answer> person;

  /** Of a client that puts forms to him. */
  AskedCall(ObjectNode arguments, Function<Question.Form, Answer> person) {
    this(
        arguments,
        "{\"elicitation\":{\"form\":{}}}",
        question -> person.apply((Question.Form) question));
  }

  private AskedCall(
      ObjectNode arguments, String capabilities, Function<Question<?>, Answer> person) {
    this.arguments = arguments;
    this.capabilities = capabilities;
    this.person = person;
  }

  /** Of a client that opens pages for him and shows no forms. */
  static AskedCall byPage(ObjectNode arguments, Function<Question.Page, Answer> person) {
    return new AskedCall(
        arguments,
        "{\"elicitation\":{\"url\":{}}}",
        question -> person.apply((Question.Page) question));
  }

  /** What a person fills in. */
  static Answer accepted(String content) {
    return new Answer.Accepted((ObjectNode) JsonMapper.shared().readTree(content));
  }

  @Override
  public ObjectNode arguments() {
    return arguments;
  }

  @Override
  public Caller caller() {
    return new Caller("ann");
  }

  @Override
  public ClientInfo client() {
    return new ClientInfo("desk \"top\"", "1");
  }

  @Override
  public ClientCapabilities capabilities() {
    return new ClientCapabilities((ObjectNode) JsonMapper.shared().readTree(capabilities));
  }

  @Override
  public Map<String, Answer> askAll(Map<String, Question<?>> questions) {
    Map<String, Answer> answers = new HashMap<>();
    questions.forEach((key, question) -> {
      if (question instanceof Question.Form form) {
        forms.add(form);
      }
      answers.put(key, person.apply(question));
    });
    return answers;
  }

  @Override
  public String requestId() {
    return "asked";
  }

  @Override
  public void progress(double done, @Nullable Double total, String message) {}

  @Override
  public boolean cancelled() {
    return false;
  }
}
