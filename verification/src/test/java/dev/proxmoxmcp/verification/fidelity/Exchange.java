package dev.proxmoxmcp.verification.fidelity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * One recorded exchange.
 *
 * @param line in the file, from 1
 * @param as whose credentials it was sent with
 * @param outcome the exit status of the task that it started; empty if it started none, or if that
 *     task was not awaited
 */
record Exchange(
    int line, String area, String name, String as, Sent sent, Got got, Optional<String> outcome) {

  /**
   * A request.
   *
   * @param path as on the wire, with {@code /api2} and the query
   * @param headers besides the credentials; a null value means that the usual one was left out
   */
  record Sent(String method, String path, String type, String body, Map<String, JsonNode> headers) {
    private static final Pattern BYTES = Pattern.compile("(.*)xxx… \\((\\d+) bytes\\)");
    private static final Pattern TIMES = Pattern.compile("(.*)xxx… \\((\\d+) times x\\)");

    /** The same with the long texts written out that the file only counts. */
    Sent whole() {
      Map<String, JsonNode> written = new LinkedHashMap<>();
      headers.forEach((name, value) -> {
        if (name.equals("X-0 … X-69")) {
          IntStream.range(0, 70).forEach(number -> written.put("X-" + number, value));
        } else {
          written.put(
              name, value.isString() ? StringNode.valueOf(written(value.stringValue())) : value);
        }
      });
      return new Sent(method, path, type, written(body), written);
    }

    private static String written(String text) {
      Matcher bytes = BYTES.matcher(text);
      if (bytes.matches()) {
        String begin = bytes.group(1);
        return begin + "x".repeat(Integer.parseInt(bytes.group(2)) - begin.length());
      }
      Matcher times = TIMES.matcher(text);
      return times.matches() ? times.group(1) + "x".repeat(Integer.parseInt(times.group(2))) : text;
    }

    /** The path below {@code /api2/FORMAT}, without the query. */
    String apiPath() {
      String bare = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
      String below = bare.replaceFirst("^/api2/(json|extjs)", "");
      return below.isEmpty() ? "/" : below;
    }

    boolean writes() {
      return !method.equals("GET");
    }
  }

  /** An answer; {@code elided} tells that lists in it were shortened. */
  record Got(int status, String reason, JsonNode body, boolean elided) {}

  static Exchange of(int line, JsonNode json) {
    JsonNode request = json.path("request");
    JsonNode response = json.path("response");
    Map<String, JsonNode> headers = new LinkedHashMap<>();
    request.path("headers").properties().forEach(h -> headers.put(h.getKey(), h.getValue()));
    JsonNode exit = json.path("task").path("status").path("data").path("exitstatus");
    return new Exchange(
        line,
        json.path("area").stringValue(""),
        json.path("case").stringValue(""),
        json.path("as").stringValue(""),
        new Sent(
            request.path("method").stringValue(""),
            request.path("path").stringValue(""),
            request.path("contentType").stringValue(""),
            request.path("body").stringValue(""),
            headers),
        new Got(
            response.path("status").intValue(0),
            response.path("reason").stringValue(""),
            response.path("body"),
            response.path("elided").intValue(0) > 0),
        exit.isString() ? Optional.of(exit.stringValue()) : Optional.empty());
  }
}
