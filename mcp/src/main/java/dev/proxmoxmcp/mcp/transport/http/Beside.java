package dev.proxmoxmcp.mcp.transport.http;

import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * What a server answers beside MCP. Where the request comes from, {@code Host} and {@code Origin}
 * were checked.
 *
 * @param path where it is, and below which everything is its own; neither that of MCP nor one of
 *     those that say how the server is
 * @param forCallers whether it is for those alone who may call MCP; otherwise it is asked without a
 *     token, and who it lets in is its own matter
 * @param handler answers on a thread that it may keep waiting
 */
public record Beside(String path, boolean forCallers, Request.Handler handler) {
  /** Something that decides itself who it is for. */
  public static Beside open(String path, Request.Handler handler) {
    return new Beside(path, false, handler);
  }

  /**
   * A text for those who may call MCP.
   *
   * @param type its content type
   * @param text asked for at each request
   */
  public static Beside text(String path, String type, Supplier<String> text) {
    return new Beside(
        path,
        true,
        (request, response, callback) -> {
          if (!request.getMethod().equals("GET")) {
            response.setStatus(HttpStatus.METHOD_NOT_ALLOWED_405);
            response.getHeaders().put(HttpHeader.ALLOW, "GET");
            callback.succeeded();
            return true;
          }
          response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
          response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
          Content.Sink.write(response, true, text.get(), callback);
          return true;
        });
  }

  /** Whether a request for {@code wanted} is for it. */
  boolean serves(String wanted) {
    return wanted.equals(path) || wanted.startsWith(path + "/");
  }
}
