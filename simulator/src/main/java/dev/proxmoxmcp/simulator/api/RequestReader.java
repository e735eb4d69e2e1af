package dev.proxmoxmcp.simulator.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxmoxmcp.simulator.api.ApiRequest.Area;
import dev.proxmoxmcp.simulator.http.WireRequest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decodes a request's path and query as pveproxy does: the whole path first, then its parts. */
public final class RequestReader {
  private static final String BASE = "/api2";

  private RequestReader() {}

  static Area area(String path) {
    if (!path.equals(BASE) && !path.startsWith(BASE + "/")) {
      return new Area.Elsewhere();
    }
    String below = afterSlashes(path, BASE.length());
    int slash = below.indexOf('/');
    return new Area.Api(slash < 0 ? below : below.substring(0, slash));
  }

  /** The path below the format, with one slash at its beginning. */
  static String pathBelow(String path, Area area) {
    return switch (area) {
      case Area.Elsewhere() -> path;
      case Area.Api(String format) -> {
        String below = afterSlashes(path, BASE.length());
        yield "/" + afterSlashes(below, format.length());
      }
    };
  }

  private static String afterSlashes(String text, int from) {
    int index = from;
    while (index < text.length() && text.charAt(index) == '/') {
      index++;
    }
    return text.substring(index);
  }

  /** The path without the query, decoded. */
  public static String decodedPath(WireRequest request) {
    return decoded(request.rawPath());
  }

  /** The parameters of a query or a form; {@code &} and {@code ;} both separate. */
  public static Map<String, Value> form(String text) {
    Map<String, List<String>> collected = new LinkedHashMap<>();
    for (String pair : text.split("[&;]", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      collected
          .computeIfAbsent(decoded(name.replace('+', ' ')), _ -> new ArrayList<>())
          .add(decoded(value.replace('+', ' ')));
    }
    Map<String, Value> values = new LinkedHashMap<>();
    collected.forEach((name, texts) ->
        values.put(
            name,
            texts.size() == 1 ? new Value.Text(texts.getFirst()) : Value.Several.texts(texts)));
    return values;
  }

  /** Percent-decoding that leaves alone what is no escape. */
  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] raw = text.getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length);
    for (int index = 0; index < raw.length; index++) {
      int high = index + 2 < raw.length ? Character.digit(raw[index + 1], 16) : -1;
      int low = index + 2 < raw.length ? Character.digit(raw[index + 2], 16) : -1;
      if (raw[index] == '%' && high >= 0 && low >= 0) {
        out.write(high * 16 + low);
        index += 2;
      } else {
        out.write(raw[index]);
      }
    }
    return out.toString(UTF_8);
  }
}
