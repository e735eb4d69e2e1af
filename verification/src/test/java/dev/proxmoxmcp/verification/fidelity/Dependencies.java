package dev.proxmoxmcp.verification.fidelity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which exchanges need what an earlier one did that could not be replayed. Only those are left out
 * whose answer depends on it: a refusal of credentials, rights or parameters comes first anyway.
 */
final class Dependencies {
  private static final Pattern GUEST =
      Pattern.compile("/nodes/[^/]+/(?:qemu|lxc)/(\\d+)(?:/([^/]+))?.*");
  private static final Pattern OBJECT = Pattern.compile("(/[^/]+/[^/]+)(?:/.*)?");
  private static final Pattern NAMED =
      Pattern.compile("(?:^|[&?])(?:vmid|newid|vms)=(\\d+)(?:&|$)");

  private static final Pattern STORAGE =
      Pattern.compile("(?:/nodes/[^/]+)?/storage/([^/]+)(?:/.*)?");
  private static final Pattern CREATED =
      Pattern.compile("(?:^|[&?])(storage|poolid)=([^&]+)(?:&|$)");

  /** Parts of a guest that nothing else of it depends on. */
  private static final Set<String> APART = Set.of("firewall", "agent", "vncproxy", "cloudinit");

  private final Map<String, String> missed = new HashMap<>();
  private String secondFactor = "";

  /** Notes that an exchange was not replayed. */
  void missed(Exchange exchange) {
    String answer = exchange.got().body().path("data").asString("");
    if (answer.startsWith("UPID:")) {
      missed.putIfAbsent(URLEncoder.encode(answer, UTF_8), exchange.name());
    }
    if (exchange.sent().apiPath().startsWith("/access/tfa/")) {
      secondFactor = exchange.name();
    }
    if (exchange.sent().writes() && exchange.got().status() == 200) {
      touched(exchange).forEach(thing -> missed.putIfAbsent(thing, exchange.name()));
    }
  }

  /** The exchange that this one needs and that was not replayed, or empty. */
  Optional<String> of(Exchange exchange) {
    int status = exchange.got().status();
    boolean ofTask = upids(exchange).findAny().isPresent();
    if (!ofTask && (status == 400 || status == 401 || status == 403 || status == 501)) {
      return Optional.empty();
    }
    boolean login = exchange.sent().apiPath().equals("/access/ticket");
    if (!secondFactor.isEmpty() && login && exchange.area().startsWith("two-factor")) {
      return Optional.of("\"" + secondFactor + "\" was left out");
    }
    return Stream.of(touched(exchange).stream(), whole(exchange), upids(exchange))
        .flatMap(things -> things)
        .filter(missed::containsKey)
        .findFirst()
        .map(thing -> "\"" + missed.get(thing) + "\" was left out");
  }

  /** The guest of a part that nothing else depends on. */
  private static Stream<String> whole(Exchange exchange) {
    Matcher guest = GUEST.matcher(exchange.sent().apiPath());
    return guest.matches() ? Stream.of("guest " + guest.group(1)) : Stream.empty();
  }

  private static Stream<String> upids(Exchange exchange) {
    return Stream.of(exchange.sent().path().split("/")).filter(part -> part.startsWith("UPID%3A"));
  }

  private static Set<String> touched(Exchange exchange) {
    String path = exchange.sent().apiPath();
    Set<String> things = new LinkedHashSet<>();
    Matcher guest = GUEST.matcher(path);
    if (guest.matches()) {
      String part = guest.group(2);
      boolean apart = part != null && APART.contains(part);
      things.add("guest " + guest.group(1) + (apart ? " " + part : ""));
    } else if (STORAGE.matcher(path).matches()) {
      things.add("storage " + STORAGE.matcher(path).replaceFirst("$1"));
    } else {
      Matcher object = OBJECT.matcher(path);
      things.add(object.matches() && !path.startsWith("/nodes/") ? object.group(1) : path);
    }
    Matcher named = NAMED.matcher(exchange.sent().body());
    while (named.find()) {
      things.add("guest " + named.group(1));
    }
    Matcher created = CREATED.matcher(exchange.sent().body());
    while (created.find()) {
      String kind = created.group(1);
      if (kind.equals("poolid") || path.equals("/storage")) {
        things.add(
            kind.equals("poolid") ? "/pools/" + created.group(2) : "storage " + created.group(2));
      }
    }
    return things;
  }
}
