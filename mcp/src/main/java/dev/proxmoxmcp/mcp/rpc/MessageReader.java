package dev.proxmoxmcp.mcp.rpc;

import dev.proxmoxmcp.mcp.rpc.Incoming.Invalid;
import dev.proxmoxmcp.mcp.rpc.Incoming.Notification;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Incoming.Response;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads strict JSON-RPC 2.0, one message at a time. Thread-safe. */
public final class MessageReader {
  private MessageReader() {}

  /** Reads what arrived; never throws, whatever it is. */
  public static Incoming read(ByteBuffer utf8) {
    JsonNode node;
    try {
      node = Json.read(utf8);
    } catch (CharacterCodingException notUtf8) {
      return unreadable("the message is not valid UTF-8");
    } catch (StreamConstraintsException tooMuch) {
      return unreadable(
          "the message exceeds a limit on nesting ("
              + Json.DEEPEST
              + "), parts ("
              + Json.MOST_TOKENS
              + "), numbers, names or keys");
    } catch (JacksonException notJson) {
      return unreadable("the message is not valid JSON" + place(notJson));
    }
    if (node instanceof ObjectNode message) {
      return classify(message);
    }
    if (node.isMissingNode()) {
      return unreadable("the message is empty");
    }
    return node.isArray()
        ? invalid(null, "batches are not supported: send one message at a time")
        : invalid(null, "a message is a JSON object");
  }

  private static Incoming classify(ObjectNode message) {
    @Nullable RequestId id = RequestId.of(message.path("id")).orElse(null);
    if (!message.has("method") && (message.has("result") || message.has("error"))) {
      // One that claims to be both is no answer that could be used.
      return new Response(
          id, message.has("error") ? MissingNode.getInstance() : message.path("result"));
    }
    if (!message.path("jsonrpc").stringValue("").equals("2.0")) {
      return invalid(id, "jsonrpc must be \"2.0\"");
    }
    if (message.has("id") && id == null) {
      return invalid(null, "id must be a string or an integer");
    }
    if (!message.has("method")) {
      return invalid(id, "a message has a method, a result or an error");
    }
    if (!message.path("method").isString()) {
      return invalid(id, "method must be a string");
    }
    return call(message, id, message.path("method").stringValue());
  }

  private static Incoming call(ObjectNode message, @Nullable RequestId id, String method) {
    JsonNode params = message.path("params");
    // Some clients write null where they have none; nothing else could be meant by it.
    if (params.isMissingNode() || params.isNull()) {
      params = Json.object();
    }
    if (id == null) {
      // A notification is never answered; what it says wrongly is as if it said nothing.
      return new Notification(method, params instanceof ObjectNode named ? named : Json.object());
    }
    return params instanceof ObjectNode named
        ? new Request(id, method, named)
        : new Invalid(id, new RpcError(ErrorCode.INVALID_PARAMS, "params must be an object", null));
  }

  private static Invalid unreadable(String message) {
    return new Invalid(null, RpcError.parseError(message));
  }

  private static Invalid invalid(@Nullable RequestId id, String message) {
    return new Invalid(id, RpcError.invalidRequest(message));
  }

  private static String place(JacksonException error) {
    var location = error.getLocation();
    return location == null
        ? ""
        : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
  }
}
