package dev.proxmoxmcp.mcp.rpc;

import dev.proxmoxmcp.mcp.rpc.Incoming.Invalid;
import dev.proxmoxmcp.mcp.rpc.Incoming.Notification;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Incoming.Response;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Any bytes as a message: reading never fails, and what is answered is one line of JSON, short
 * where it is an error, with the id that was sent. Run by {@code verification/fuzz.sh}.
 */
public final class MessageFuzz {
  private static final int LONGEST_ERROR = 400;

  private MessageFuzz() {}

  /** What a fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] input) {
    switch (MessageReader.read(ByteBuffer.wrap(input))) {
      case Invalid(var id, var error) -> {
        JsonNode answer = line(Messages.error(id, error));
        hold(error.message().length() <= LONGEST_ERROR, "a short error");
        hold(answer.at("/error/code").isIntegralNumber(), "a code");
        hold(sameId(answer, id), "the id in the error");
      }
      case Request(var id, var method, var params) -> {
        hold(sameId(line(Messages.result(id, Json.object())), id), "the id in the answer");
        JsonNode again = line(Messages.request(id, method, params));
        // As text: a number may be kept in another way and still be the same.
        hold(
            Arrays.equals(Json.write(again.path("params")), Json.write(params)),
            "the parameters as they came");
      }
      case Notification(var method, var params) ->
          hold(
              line(Messages.notification(method, params)).path("params").isObject(),
              "parameters by name");
      case Response response -> hold(!response.toString().isEmpty(), "a response");
    }
  }

  private static JsonNode line(byte[] answer) {
    for (byte each : answer) {
      hold(each != '\n' && each != '\r', "one line");
    }
    try {
      return Json.read(ByteBuffer.wrap(answer));
    } catch (CharacterCodingException impossible) {
      throw new AssertionError("an answer is UTF-8", impossible);
    }
  }

  private static boolean sameId(JsonNode answer, @Nullable RequestId id) {
    return RequestId.of(answer.path("id")).equals(Optional.ofNullable(id));
  }

  private static void hold(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("not held: " + what);
    }
  }
}
