package dev.proxmoxmcp.dashboard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What is sent back. Every reply says that nothing of it may be kept, framed, guessed at or run.
 *
 * @param headers beside those that each has
 */
record Reply(int status, String type, String body, List<HttpField> headers) {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none';"
          + " base-uri 'none'";

  static Reply page(int status, String html) {
    return new Reply(status, "text/html; charset=utf-8", html, List.of());
  }

  static Reply style(String css) {
    return new Reply(HttpStatus.OK_200, "text/css; charset=utf-8", css, List.of());
  }

  /** To where a browser goes on by GET. */
  static Reply onward(String path) {
    return new Reply(
        HttpStatus.SEE_OTHER_303,
        "text/plain; charset=utf-8",
        "",
        List.of(new HttpField(HttpHeader.LOCATION, path)));
  }

  /** The same with more headers. */
  Reply with(List<HttpField> more) {
    List<HttpField> all = new ArrayList<>(headers);
    all.addAll(more);
    return new Reply(status, type, body, List.copyOf(all));
  }

  void send(Response response, Callback callback) {
    response.setStatus(status);
    HttpFields.Mutable fields = response.getHeaders();
    fields.put(HttpHeader.CONTENT_TYPE, type);
    fields.put(HttpHeader.CACHE_CONTROL, "no-store");
    fields.put("Content-Security-Policy", POLICY);
    fields.put("X-Frame-Options", "DENY");
    fields.put("X-Content-Type-Options", "nosniff");
    // Not no-referrer: with that a browser sends "Origin: null" with our own forms, and what they
    // are told by would be gone.
    fields.put("Referrer-Policy", "same-origin");
    fields.put("Cross-Origin-Opener-Policy", "same-origin");
    fields.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.forEach(fields::add);
    response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
  }
}
