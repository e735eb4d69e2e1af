package dev.proxmoxmcp.verification.fidelity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedToken;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The credentials that the file names in words. Not thread-safe. */
final class Sessions {
  private static final String ROOT = "root@pam";
  private static final Pattern TOKEN = Pattern.compile("token (\\S+@\\S+?![a-z0-9]+).*");
  private static final Map<String, String> PASSWORDS =
      Map.of(ROOT, "root-password-1", "bob@pve", "bob-password-1");

  private final SimulatedCluster cluster;
  private final Caller caller;
  private final Map<String, Login> logins = new HashMap<>();
  private final Map<String, String> firstSecrets = new HashMap<>();
  private final Map<String, String> secrets = new HashMap<>();
  private String partialTicket = "";

  /** Sends a request of the replay's own. */
  @FunctionalInterface
  interface Caller {
    Exchange.Got call(String method, String path, Map<String, String> headers, String body)
        throws IOException;
  }

  private record Login(String ticket, String csrf) {}

  Sessions(SimulatedCluster cluster, Caller caller) {
    this.cluster = cluster;
    this.caller = caller;
  }

  /** What an exchange is sent with; changes to the map are the caller's own. */
  Map<String, String> headers(Exchange exchange) throws IOException {
    boolean writes = exchange.sent().writes();
    Matcher token = TOKEN.matcher(exchange.as());
    if (exchange.as().equals("nobody")) {
      return new LinkedHashMap<>();
    }
    if (exchange.as().equals("token with PVEAuditor")) {
      SimulatedToken auditor = cluster.auditorToken();
      return authorization(auditor.id(), auditor.secret().reveal());
    }
    if (token.matches()) {
      Map<String, String> known =
          exchange.as().endsWith("with the old secret") ? firstSecrets : secrets;
      return authorization(token.group(1), known.getOrDefault(token.group(1), ""));
    }
    if (exchange.as().equals("tom@pve partial ticket")) {
      return ticket(new Login(partialTicket, ""), writes);
    }
    return ticket(login(exchange.as().startsWith("bob@pve") ? "bob@pve" : ROOT), writes);
  }

  /** The administrator's headers. */
  Map<String, String> administrator(boolean writes) throws IOException {
    return ticket(login(ROOT), writes);
  }

  private static Map<String, String> authorization(String id, String secret) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "PVEAPIToken=" + id + "=" + secret);
    return headers;
  }

  private static Map<String, String> ticket(Login login, boolean writes) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cookie", "PVEAuthCookie=" + URLEncoder.encode(login.ticket(), UTF_8));
    if (writes) {
      headers.put("CSRFPreventionToken", login.csrf());
    }
    return headers;
  }

  private Login login(String user) throws IOException {
    Login known = logins.get(user);
    if (known != null) {
      return known;
    }
    String form =
        "username=%s&password=%s"
            .formatted(
                URLEncoder.encode(user, UTF_8),
                URLEncoder.encode(PASSWORDS.getOrDefault(user, ""), UTF_8));
    JsonNode data =
        caller
            .call(
                "POST",
                "/api2/json/access/ticket",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                form)
            .body()
            .path("data");
    Login login =
        new Login(
            data.path("ticket").stringValue(""), data.path("CSRFPreventionToken").stringValue(""));
    if (!login.ticket().isEmpty()) {
      logins.put(user, login);
    }
    return login;
  }

  /** Keeps the secrets of new tokens and the half of a two-factor login. */
  void notice(Exchange exchange, Exchange.Got answer) {
    JsonNode data = answer.body().path("data");
    if (data.has("full-tokenid") && data.has("value")) {
      String id = data.path("full-tokenid").stringValue("");
      firstSecrets.putIfAbsent(id, data.path("value").stringValue(""));
      secrets.put(id, data.path("value").stringValue(""));
    }
    if (data.has("NeedTFA")) {
      partialTicket = data.path("ticket").stringValue("");
    }
  }
}
