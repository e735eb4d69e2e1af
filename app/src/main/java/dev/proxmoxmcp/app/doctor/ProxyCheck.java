package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.Greeting;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.ProxmoxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * 25: nothing in between closes connections sooner than we do. Our connections rest for up to four
 * seconds, since Proxmox itself closes them after five: whoever closes them earlier makes a change
 * meet a connection that is just going.
 *
 * <p>To find that out takes as long as such a rest, so it is tried only where something in between
 * shows itself: pveproxy says {@code Server: pve-api-daemon}, and a proxy of HTTP puts its own name
 * there, or a {@code Via}. One of TCP alone shows nothing; there the client finds the connection
 * closed before it sends, as with a host that is restarted.
 */
final class ProxyCheck implements HostCheck {
  private static final String OF_PVE = "pve-api-daemon";

  /** Names by which servers other than Proxmox's own are known. */
  private static final List<String> PROXIES =
      List.of(
          "nginx",
          "openresty",
          "apache",
          "caddy",
          "traefik",
          "haproxy",
          "envoy",
          "cloudflare",
          "squid",
          "varnish",
          "microsoft-iis",
          "awselb",
          "google");

  @Override
  public List<Finding> look(HostVisit host) throws InterruptedException {
    Greeting greeting = host.greeting();
    if (greeting == null) {
      return List.of();
    }
    String between = between(greeting, host.product());
    if (between.isEmpty()) {
      return List.of(Finding.ok(Check.PROXY, "Nothing in between shows itself."));
    }
    Duration ours = host.connection().settings().timeouts().idle();
    try {
      Duration closed = host.cluster().cluster().greet(host.address(), ours).closedAfter();
      return List.of(
          closed == null
              ? Finding.ok(
                  Check.PROXY,
                  "%s stands in between, and keeps connections for %s, which is as long as we do."
                      .formatted(between, seconds(ours)))
              : Finding.warning(
                  Check.PROXY,
                  "%s stands in between, and closes connections that rest for %s; ours rest for up to %s."
                      .formatted(between, seconds(closed), seconds(ours)),
                  Mend.todo(
                      "Have it keep idle connections for 60 s (nginx: `keepalive_timeout 60s;`,"
                          + " HAProxy: `timeout http-keep-alive 60s`), or name the host itself in"
                          + " the settings.")));
    } catch (ProxmoxException failed) {
      return List.of(
          Finding.warning(
              Check.PROXY,
              between + " stands in between, and did not answer twice. " + failed.getMessage()));
    }
  }

  private static String between(Greeting greeting, Product product) {
    if (!greeting.via().isEmpty()) {
      return "\"" + ForeignText.line(greeting.via(), 60) + "\"";
    }
    String server = greeting.server().toLowerCase(Locale.ROOT);
    boolean other =
        product == Product.PVE
            ? !server.isEmpty() && !server.startsWith(OF_PVE)
            : PROXIES.stream().anyMatch(server::contains);
    return other ? "\"" + ForeignText.line(greeting.server(), 60) + "\"" : "";
  }

  private static String seconds(Duration length) {
    return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0).replace(".0 s", " s");
  }
}
