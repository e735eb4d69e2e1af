package dev.proxmoxmcp.simulator.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Plain HTTP with every header under the test's control. */
record PlainClient(URI control) {
  private static final JsonMapper JSON = new JsonMapper();

  record Reply(int status, String head, String body) {
    Map<?, ?> object() {
      return JSON.readValue(body, Map.class);
    }

    String error() {
      return String.valueOf(object().get("error"));
    }

    List<?> accepted() {
      return object().get("accepted") instanceof List<?> list ? list : List.of();
    }
  }

  Reply get(String path) throws IOException {
    return call("GET", path, "");
  }

  /** With a body that is said to be JSON, or without one. */
  Reply call(String method, String path, String json) throws IOException {
    return send(
        method,
        path,
        "Host: 127.0.0.1:" + control.getPort() + "\r\nContent-Type: application/json\r\n",
        json);
  }

  Reply send(String method, String path, String headers, String body) throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), control.getPort())) {
      byte[] content = body.getBytes(UTF_8);
      String head =
          method
              + " "
              + path
              + " HTTP/1.1\r\n"
              + headers
              + "Connection: close\r\nContent-Length: "
              + content.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.getOutputStream().write(content);
      socket.getOutputStream().flush();
      String whole = new String(socket.getInputStream().readAllBytes(), UTF_8);
      int end = whole.indexOf("\r\n\r\n");
      return new Reply(
          Integer.parseInt(whole.split(" ", 3)[1]),
          whole.substring(0, end),
          whole.substring(end + 4));
    }
  }
}
