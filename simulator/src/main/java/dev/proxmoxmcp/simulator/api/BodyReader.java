package dev.proxmoxmcp.simulator.api;

import dev.proxmoxmcp.simulator.api.ApiRequest.Body;
import dev.proxmoxmcp.simulator.http.WireRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a request's body: a form or a JSON object. Thread-safe. */
final class BodyReader {
  private final JsonMapper json = new JsonMapper();

  Body read(WireRequest request) {
    if (request.body().isEmpty()) {
      return new Body.Parameters(Map.of());
    }
    String type = request.header("content-type").orElse("application/x-www-form-urlencoded");
    return switch (mediaType(type)) {
      case "application/x-www-form-urlencoded" ->
          new Body.Parameters(RequestReader.form(request.body()));
      case "application/json" -> object(request.body());
      default ->
          mediaType(type).equals("multipart/form-data") && request.rawPath().endsWith("/upload")
              ? Multipart.read(type, request.body())
              : new Body.Unreadable(506, "upload 'Content-Type '" + type + "' not implemented");
    };
  }

  private static String mediaType(String contentType) {
    int end = contentType.indexOf(';');
    String bare = end < 0 ? contentType : contentType.substring(0, end);
    return bare.strip().toLowerCase(Locale.ROOT);
  }

  private Body object(String text) {
    Object read;
    try {
      read = json.readValue(text, Object.class);
    } catch (JacksonException broken) {
      return new Body.Unreadable(500, malformed(broken));
    }
    if (!(read instanceof Map<?, ?> object)) {
      return new Body.Unreadable(
          500, "Not a HASH reference at /usr/share/perl5/PVE/APIServer/AnyEvent.pm line 978.\n");
    }
    Map<String, Value> values = new LinkedHashMap<>();
    object.forEach((name, value) -> {
      if (value != null) {
        values.put(String.valueOf(name), value(value));
      }
    });
    return new Body.Parameters(values);
  }

  private static String malformed(JacksonException broken) {
    long offset = broken.getLocation() == null ? 0 : broken.getLocation().getCharOffset();
    return "malformed JSON string, neither tag, array, object, number, string or atom, "
        + ("at character offset " + Math.max(0, offset) + " (before \"(end of string)\") ")
        + "at /usr/share/perl5/PVE/APIServer/AnyEvent.pm line 934.\n";
  }

  private static Value entry(@Nullable Object entry) {
    return value(entry == null ? "" : entry);
  }

  private static Value value(Object value) {
    return switch (value) {
      case Boolean truth -> new Value.Text(truth ? "1" : "0");
      case Map<?, ?> _ -> new Value.Structure();
      case List<?> list -> new Value.Several(list.stream().map(BodyReader::entry).toList());
      default -> new Value.Text(String.valueOf(value));
    };
  }
}
