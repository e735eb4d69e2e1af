package dev.proxmoxmcp.simulator.api;

import dev.proxmoxmcp.simulator.http.Reaction.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The two formats of answers: {@code json}, and {@code extjs} whose status is nearly always 200.
 */
enum Envelope {
  JSON {
    @Override
    Reply success(Map<String, Object> content) {
      return json(200, "OK", content);
    }

    @Override
    Reply failure(Refusal refusal) {
      return json(refusal.status(), refusal.text(), errorBody(refusal));
    }
  },

  EXTJS {
    @Override
    Reply success(Map<String, Object> content) {
      content.put("success", 1);
      return json(200, "OK", content);
    }

    @Override
    Reply failure(Refusal refusal) {
      Map<String, Object> body = errorBody(refusal);
      body.put("success", 0);
      // Measured: a number for what a handler died of, a string for the rest.
      int status = refusal.status();
      body.put("status", status == 500 ? (Object) status : String.valueOf(status));
      return json(200, "OK", body);
    }
  };

  private static final String CONTENT_TYPE = "application/json;charset=UTF-8";
  private static final JsonMapper MAPPER = new JsonMapper();

  abstract Reply success(Map<String, Object> content);

  abstract Reply failure(Refusal refusal);

  /** The answer to a call that went well. */
  Reply reply(Answer answer) {
    Map<String, Object> content = new LinkedHashMap<>();
    switch (answer) {
      case Answer.Data(var data) -> content.put("data", data);
      case Answer.Page(Object data, int total, boolean always) -> {
        content.put("data", data);
        if (total > 0 || always) {
          content.put("total", total);
        }
      }
      case Answer.WithChanges(Object data, String changes) -> {
        content.put("data", data);
        content.put("changes", changes);
      }
      case Answer.TextFile(String text) -> {
        return Reply.of(200, "OK", "text/plain", text);
      }
    }
    return success(content);
  }

  private static Map<String, Object> errorBody(Refusal refusal) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("data", null);
    body.put("message", bodyText(refusal));
    if (refusal instanceof Refusal.BadParameters parameters) {
      body.put("errors", parameters.errors());
    }
    return body;
  }

  private static String bodyText(Refusal refusal) {
    // Measured: this one text has no line feed at its end.
    boolean bare = refusal instanceof Refusal.NotImplemented;
    return bare ? refusal.text() : refusal.text() + "\n";
  }

  private static Reply json(int status, String reason, Map<String, Object> body) {
    return Reply.of(status, reason, CONTENT_TYPE, MAPPER.writeValueAsString(body));
  }
}
