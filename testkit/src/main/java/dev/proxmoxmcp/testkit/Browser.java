package dev.proxmoxmcp.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person's browser without scripts: it keeps cookies, fills in the forms of pages, and follows
 * where it is sent on to. Its requests are written by hand, so that a test can send what no browser
 * would. For one thread.
 */
public final class Browser {
  private static final Pattern FORM =
      Pattern.compile("<form method=\"post\" action=\"([^\"]+)\">(.*?)</form>", Pattern.DOTALL);
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");
  private static final Pattern COOKIE = Pattern.compile("([^=;]+)=([^;]*);.*");

  private final URI site;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  /**
   * One that knows no cookies.
   *
   * @param site any address on the server that it talks to
   */
  public Browser(URI site) {
    this.site = site;
  }

  /**
   * What came back.
   *
   * @param headers by their names, of any case
   */
  public record Page(int status, Map<String, List<String>> headers, String body) {
    /** The value of a header; "" if it is not there. */
    public String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }

    /** What the form that is sent to a path with that end holds, as it is. */
    public Map<String, String> fields(String end) {
      Map<String, String> fields = new LinkedHashMap<>();
      HIDDEN
          .matcher(form(end).group(2))
          .results()
          .forEach(one -> fields.put(one.group(1), one.group(2)));
      return fields;
    }

    /** To which path the form with that end is sent. */
    public String action(String end) {
      return form(end).group(1);
    }

    private MatchResult form(String end) {
      return FORM.matcher(body)
          .results()
          .filter(one -> one.group(1).endsWith(end))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no form " + end + " in " + status + " " + body));
    }
  }

  /** The cookies that it would send. */
  public Map<String, String> cookies() {
    return cookies;
  }

  /** Opens an address of the site: a path, perhaps with a query. */
  public Page open(String path) throws IOException {
    return sent("GET", path, Map.of(), "");
  }

  /** Fills in the form of a page whose path has that end, and sends it. */
  public Page submit(Page shown, String end, Map<String, String> typed) throws IOException {
    Map<String, String> fields = shown.fields(end);
    fields.putAll(typed);
    return post(shown.action(end), fields, Map.of());
  }

  /**
   * Sends a form.
   *
   * @param headers in the place of those that a browser sends; "" for none of that name
   */
  public Page post(String path, Map<String, String> fields, Map<String, String> headers)
      throws IOException {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Origin", "http://" + site.getAuthority());
    all.put("Sec-Fetch-Site", "same-origin");
    all.put("Content-Type", "application/x-www-form-urlencoded");
    all.putAll(headers);
    String body =
        fields.entrySet().stream()
            .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
            .collect(Collectors.joining("&"));
    return sent("POST", path, all, body);
  }

  /** Sends any request, and follows if it is sent on. */
  public Page sent(String method, String path, Map<String, String> headers, String body)
      throws IOException {
    Page page = once(method, path, headers, body);
    return page.status() == 303 ? open(page.header("Location")) : page;
  }

  private Page once(String method, String path, Map<String, String> headers, String body)
      throws IOException {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Host", site.getAuthority());
    all.put(
        "Cookie",
        cookies.entrySet().stream()
            .map(one -> one.getKey() + "=" + one.getValue())
            .collect(Collectors.joining("; ")));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    all.put("Content-Length", method.equals("GET") ? "" : Integer.toString(bytes.length));
    all.putAll(headers);
    all.put("Connection", "close");
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    all.forEach((name, value) -> {
      if (!value.isEmpty()) {
        head.append(name).append(": ").append(value).append("\r\n");
      }
    });
    try (Socket socket = new Socket(site.getHost(), site.getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(bytes);
      byte[] answer = socket.getInputStream().readAllBytes();
      if (answer.length == 0) {
        throw new EOFException("closed without an answer");
      }
      return read(new String(answer, StandardCharsets.UTF_8));
    }
  }

  private Page read(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    List<String> lines = answer.substring(0, end).lines().toList();
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    headers.getOrDefault("Set-Cookie", List.of()).forEach(this::keep);
    return new Page(
        Integer.parseInt(lines.getFirst().substring(9, 12)), headers, answer.substring(end + 4));
  }

  private void keep(String cookie) {
    Matcher parts = COOKIE.matcher(cookie);
    if (!parts.matches()) {
      throw new AssertionError("no cookie: " + cookie);
    }
    if (cookie.toLowerCase(Locale.ROOT).contains("max-age=0")) {
      cookies.remove(parts.group(1));
    } else {
      cookies.put(parts.group(1), parts.group(2));
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
