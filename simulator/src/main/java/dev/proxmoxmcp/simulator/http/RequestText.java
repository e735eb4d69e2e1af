package dev.proxmoxmcp.simulator.http;

import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns Netty's request into ours. */
final class RequestText {
  private RequestText() {}

  static WireRequest of(HttpRequest request, String body) {
    Map<String, List<String>> headers = new HashMap<>();
    request
        .headers()
        .forEach(header ->
            headers
                .computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                .add(header.getValue()));
    return new WireRequest(request.method().name(), request.uri(), headers, body);
  }

  /** Whether pveproxy reads a body with this method. */
  static boolean takesBody(String method) {
    return method.equals("POST") || method.equals("PUT");
  }
}
