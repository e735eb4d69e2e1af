package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.Completer;
import dev.proxmoxmcp.mcp.api.Offer;
import dev.proxmoxmcp.mcp.api.Prompt;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Json;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import dev.proxmoxmcp.mcp.rpc.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code prompts/list}, {@code prompts/get} and {@code completion/complete}.
 *
 * @param offer what the server has
 * @param pages how lists are cut
 */
record PromptMethods(Offer offer, Pages pages) {
  /** The most values that the protocol lets one answer propose. */
  private static final int MOST_VALUES = 100;

  ObjectNode list(Request request, Wording wording) throws RpcException {
    Pages.Page<Prompt> page = pages.of(offer.prompts().all(), request.params());
    ObjectNode result = Json.object();
    ArrayNode list = result.putArray("prompts");
    page.entries().forEach(prompt -> list.add(wording.content().prompt(prompt)));
    return page.on(result);
  }

  Work get(Request request, Wording wording) throws RpcException {
    Prompt prompt = prompt(Dispatcher.name(request));
    Map<String, String> arguments = filled(prompt, Dispatcher.arguments(request));
    return Work.of(
        "prompt=" + prompt.name(),
        call -> wording.content().words(prompt.handler().words(arguments, call)));
  }

  private Prompt prompt(String name) throws RpcException {
    return offer
        .prompts()
        .find(name)
        .orElseThrow(() -> RpcException.invalidParams("unknown prompt: " + Shown.name(name)));
  }

  private static Map<String, String> filled(Prompt prompt, ObjectNode sent) throws RpcException {
    Map<String, String> arguments = new HashMap<>();
    for (Map.Entry<String, JsonNode> one : sent.properties()) {
      if (!one.getValue().isString()) {
        throw RpcException.invalidParams(
            "argument " + Shown.name(one.getKey()) + " must be a string");
      }
      if (prompt.arguments().stream().noneMatch(known -> known.name().equals(one.getKey()))) {
        throw RpcException.invalidParams(
            "prompt %s has no argument %s; it has: %s"
                .formatted(
                    prompt.name(),
                    Shown.name(one.getKey()),
                    prompt.arguments().stream()
                        .map(Prompt.Argument::name)
                        .collect(Collectors.joining(", "))));
      }
      arguments.put(one.getKey(), one.getValue().stringValue());
    }
    for (Prompt.Argument argument : prompt.arguments()) {
      if (argument.required() && !arguments.containsKey(argument.name())) {
        throw RpcException.invalidParams(
            "prompt " + prompt.name() + " needs the argument " + argument.name());
      }
    }
    return arguments;
  }

  Work complete(Request request) throws RpcException {
    Completer.Typed typed = typed(request.params());
    return Work.of("completion", call -> completion(offer.completer().complete(typed, call)));
  }

  private Completer.Typed typed(ObjectNode params) throws RpcException {
    JsonNode argument = params.path("argument");
    Map<String, String> others = new HashMap<>();
    for (Map.Entry<String, JsonNode> one : params.path("context").path("arguments").properties()) {
      if (one.getValue().isString()) {
        others.put(one.getKey(), one.getValue().stringValue());
      }
    }
    return new Completer.Typed(
        of(params.path("ref")),
        Dispatcher.text(argument, "name"),
        Dispatcher.text(argument, "value"),
        others);
  }

  private Completer.Of of(JsonNode ref) throws RpcException {
    return switch (ref.path("type").stringValue("")) {
      case "ref/prompt" -> new Completer.Of.APrompt(prompt(Dispatcher.text(ref, "name")).name());
      case "ref/resource" -> new Completer.Of.ATemplate(Dispatcher.text(ref, "uri"));
      default -> throw RpcException.invalidParams("ref.type must be ref/prompt or ref/resource");
    };
  }

  private static ObjectNode completion(List<String> values) {
    List<String> sent = new ArrayList<>(values.subList(0, Math.min(values.size(), MOST_VALUES)));
    ObjectNode result = Json.object();
    ObjectNode completion = result.putObject("completion");
    sent.forEach(completion.putArray("values")::add);
    completion.put("total", values.size()).put("hasMore", sent.size() < values.size());
    return result;
  }
}
