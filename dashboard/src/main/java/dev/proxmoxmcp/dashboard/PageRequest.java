package dev.proxmoxmcp.dashboard;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.UrlEncoded;

/** One request to the page, in blocking calls. Confined to the request's thread. */
final class PageRequest {
  private static final int MOST_BYTES = 8 * 1024;
  private static final int MOST_FIELDS = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern ORIGIN = Pattern.compile("(https?)://(.+)");
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Request request;

  /** Two kinds of cookies. */
  enum Cookie {
    /** Of somebody who may see the log-in. */
    VISIT,
    /** Of somebody who logged in. */
    SESSION
  }

  PageRequest(Request request) {
    this.request = request;
  }

  String method() {
    return request.getMethod();
  }

  String path() {
    return Request.getPathInContext(request);
  }

  /** A parameter of the query; empty if it is not there. */
  String parameter(String name) throws Refused {
    try {
      String value = Request.extractQueryParameters(request).getValue(name);
      return value == null ? "" : value;
    } catch (IllegalArgumentException | IllegalStateException malformed) {
      throw new Refused(HttpStatus.BAD_REQUEST_400, "That is no address of this page.");
    }
  }

  /** The fields of the form that is sent. */
  Map<String, String> form() throws Refused, InterruptedException {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (type == null || !FORM.equalsIgnoreCase(HttpField.stripParameters(type))) {
      throw new Refused(HttpStatus.UNSUPPORTED_MEDIA_TYPE_415, "This page takes its forms alone.");
    }
    Map<String, String> fields = new HashMap<>();
    try {
      UrlEncoded.decodeTo(
          new String(body(), StandardCharsets.UTF_8),
          (name, value) -> {
            if (fields.put(name, value) != null) {
              throw new IllegalArgumentException("twice: " + name);
            }
          },
          StandardCharsets.UTF_8,
          MOST_FIELDS);
    } catch (IllegalArgumentException | IllegalStateException malformed) {
      throw new Refused(HttpStatus.BAD_REQUEST_400, "That is no form of this page.");
    }
    return fields;
  }

  private byte[] body() throws Refused, InterruptedException {
    if (request.getLength() > MOST_BYTES) {
      throw tooLong();
    }
    CompletableFuture<byte[]> body = new CompletableFuture<>();
    Content.Source.asByteArrayAsync(request, MOST_BYTES, Promise.Invocable.toPromise(body));
    try {
      return body.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException slow) {
      throw new Refused(HttpStatus.REQUEST_TIMEOUT_408, "The form did not arrive in time.");
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IllegalStateException
          ? tooLong()
          : new Refused(HttpStatus.BAD_REQUEST_400, "The form did not arrive whole.");
    }
  }

  private static Refused tooLong() {
    return new Refused(HttpStatus.PAYLOAD_TOO_LARGE_413, "That is longer than any form here.");
  }

  /**
   * Lets only forms of this very page pass: a browser says from where it sends, and a page from
   * elsewhere cannot make it say something else.
   */
  void requireOwnForm() throws Refused {
    List<String> origins = request.getHeaders().getValuesList(HttpHeader.ORIGIN);
    List<String> hosts = request.getHeaders().getValuesList(HttpHeader.HOST);
    List<String> sites = request.getHeaders().getValuesList("Sec-Fetch-Site");
    boolean own =
        origins.size() == 1
            && hosts.size() == 1
            && origin().map(parts -> parts.group(2)).equals(Optional.of(lower(hosts.getFirst())));
    if (!own || !sites.stream().allMatch("same-origin"::equals)) {
      throw new Refused(
          HttpStatus.FORBIDDEN_403, "This was sent from another page. Nothing was done.");
    }
  }

  private Optional<Matcher> origin() {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    return Optional.ofNullable(origin)
        .map(text -> ORIGIN.matcher(lower(text)))
        .filter(Matcher::matches);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Whether it came by TLS. */
  boolean isTls() {
    return request.isSecure();
  }

  /** Whether the browser speaks TLS, here or with a proxy: then it says so with its forms. */
  boolean overTls() {
    return request.isSecure() || origin().map(parts -> parts.group(1)).equals(Optional.of("https"));
  }

  /** The first cookie of that kind that is good: others may have been put beside it. */
  Optional<String> cookie(Cookie kind, boolean secure, Predicate<String> good) {
    String name = name(kind, secure);
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .filter(good)
        .findFirst();
  }

  /**
   * The header that sets it.
   *
   * @param value "" to take it away
   */
  HttpField setting(Cookie kind, boolean secure, String value) {
    long life = value.isEmpty() ? 0 : Tickets.LIFE.toSeconds();
    return new HttpField(
        HttpHeader.SET_COOKIE,
        "%s=%s; Max-Age=%d; HttpOnly; SameSite=Strict; %s"
            .formatted(
                name(kind, secure),
                value,
                life,
                secure ? "Secure; Path=/" : "Path=" + ApprovalPages.PATH));
  }

  /** A browser sends the cookies of an address to all its ports, so the port is in the name. */
  private String name(Cookie kind, boolean secure) {
    int port =
        request.getConnectionMetaData().getLocalSocketAddress() instanceof InetSocketAddress local
            ? local.getPort()
            : 0;
    return (secure ? "__Host-" : "") + "proxmox-mcp-" + lower(kind.name()) + "-" + port;
  }
}
