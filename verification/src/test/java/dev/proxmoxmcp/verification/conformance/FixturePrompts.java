package dev.proxmoxmcp.verification.conformance;

import dev.proxmoxmcp.mcp.api.Completer;
import dev.proxmoxmcp.mcp.api.Content;
import dev.proxmoxmcp.mcp.api.McpCall;
import dev.proxmoxmcp.mcp.api.Prompt;
import dev.proxmoxmcp.mcp.api.PromptList;
import dev.proxmoxmcp.mcp.api.ResourceContents;
import dev.proxmoxmcp.mcp.api.Role;
import java.util.List;
import java.util.stream.Stream;

/** The prompts of the suite, and what is proposed for their arguments. */
final class FixturePrompts {
  private static final List<String> PROPOSALS = List.of("test", "testing", "tested", "other");

  private FixturePrompts() {}

  static PromptList all() {
    return PromptList.of(
        prompt(
            "test_simple_prompt",
            List.of(),
            (filled, call) -> words(says("This is a simple prompt for testing."))),
        prompt(
            "test_prompt_with_arguments",
            List.of(
                new Prompt.Argument("arg1", "First test argument", true),
                new Prompt.Argument("arg2", "Second test argument", true)),
            (filled, call) ->
                words(
                    says(
                        "Prompt with arguments: arg1='%s', arg2='%s'"
                            .formatted(filled.get("arg1"), filled.get("arg2"))))),
        prompt(
            "test_prompt_with_embedded_resource",
            List.of(new Prompt.Argument("resourceUri", "URI of the resource to embed", true)),
            (filled, call) ->
                words(
                    shows(
                        Content.embedded(
                            new ResourceContents.Text(
                                filled.getOrDefault("resourceUri", ""),
                                "text/plain",
                                "Embedded resource content for testing."))),
                    says("Please process the embedded resource above."))),
        prompt(
            "test_prompt_with_image",
            List.of(),
            (filled, call) ->
                words(
                    shows(Content.image(FixtureMedia.picture(), "image/png")),
                    says("Please analyze the image above."))),
        prompt(
            "test_input_required_result_prompt",
            List.of(),
            (filled, call) -> words(says("Context: " + context(call)))));
  }

  static Completer completer() {
    return (typed, call) ->
        Stream.of("test_prompt_with_arguments")
            .filter(_ -> typed.of() instanceof Completer.Of.APrompt)
            .flatMap(_ -> PROPOSALS.stream())
            .filter(one -> one.startsWith(typed.typed()))
            .toList();
  }

  private static String context(McpCall call) throws InterruptedException {
    return call.ask(
            "user_context",
            FixtureAsks.question(
                "What context should the prompt use?", FixtureAsks.schema("context", "string")))
        .toString();
  }

  private static Prompt prompt(
      String name, List<Prompt.Argument> arguments, Prompt.Handler handler) {
    return new Prompt(
        name,
        name.replace('_', ' '),
        "What the conformance suite gets by the name of " + name + ".",
        arguments,
        handler);
  }

  private static Prompt.Words words(Prompt.Message... messages) {
    return new Prompt.Words("", List.of(messages));
  }

  private static Prompt.Message says(String text) {
    return Prompt.Message.ofUser(text);
  }

  private static Prompt.Message shows(Content content) {
    return new Prompt.Message(Role.USER, content);
  }
}
