package dev.proxmoxmcp.verification.fidelity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxmoxmcp.simulator.ManualClock;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Sends recorded requests, in their order, to a simulated cluster that starts like the recorded
 * one, and compares the answers. Not thread-safe.
 */
final class Replay {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LONGEST_TASK = Duration.ofMinutes(10);
  private static final Duration LONGEST_COMMAND = Duration.ofSeconds(5);
  private static final Pattern DIGEST = Pattern.compile("digest=([0-9a-f]{40})");

  private final ManualClock clock;
  private final Wire wire;
  private final Carried carried = new Carried();
  private final Sessions sessions;
  private final Conditions conditions;

  Replay(SimulatedCluster cluster, ManualClock clock) {
    this.clock = clock;
    this.wire = new Wire(cluster.address().getPort(), cluster.caCertificatePem(), clock.instant());
    this.sessions = new Sessions(cluster, this::call);
    this.conditions = new Conditions(cluster, clock, this::call, sessions);
  }

  /** What became of an exchange. */
  sealed interface Verdict {
    /** The answers are alike. */
    record Match() implements Verdict {}

    /** They are not. */
    record Differs(List<String> how) implements Verdict {}
  }

  Verdict judge(Exchange exchange, Instant recordedAt) throws IOException {
    if (clock.instant().isBefore(recordedAt)) {
      clock.advance(Duration.between(clock.instant(), recordedAt));
    }
    conditions.establish(exchange);
    if (exchange.name().endsWith("after it ended")) {
      clock.advance(LONGEST_COMMAND);
    }
    Exchange.Got answer = send(exchange);
    sessions.notice(exchange, answer);
    carried.learn(exchange.got().body(), answer.body());
    List<String> differences = new ArrayList<>(Comparison.ofAnswers(exchange.got(), answer));
    if (differences.isEmpty() && exchange.outcome().isPresent()) {
      differences.addAll(
          Comparison.ofOutcomes(exchange.outcome(), outcome(answer.body().path("data"))));
    }
    return differences.isEmpty() ? new Verdict.Match() : new Verdict.Differs(differences);
  }

  private Exchange.Got send(Exchange exchange) throws IOException {
    Exchange.Sent sent = exchange.sent().whole();
    Map<String, String> headers = sessions.headers(exchange);
    if (!sent.type().isEmpty()) {
      headers.put("Content-Type", sent.type());
    }
    sent.headers()
        .forEach((name, value) -> {
          if (value.isNull()) {
            headers.remove(name);
          } else {
            headers.put(name, carried.translated(value.asString()));
          }
        });
    String path = carried.translated(sent.path());
    String body = withKnownDigest(exchange, carried.translated(sent.body()));
    return got(wire.send(sent.method(), path, headers, body));
  }

  /** The recorder had read this digest in a request that is not in the file. */
  private String withKnownDigest(Exchange exchange, String body) throws IOException {
    Matcher digest = DIGEST.matcher(exchange.sent().body());
    boolean unseen =
        digest.find() && exchange.got().status() == 200 && !carried.knows(digest.group(1));
    if (!unseen) {
      return body;
    }
    JsonNode now = call("GET", exchange.sent().path(), sessions.administrator(false), "").body();
    return body.replace(digest.group(1), now.path("data").path("digest").stringValue(""));
  }

  private Exchange.Got call(String method, String path, Map<String, String> headers, String body)
      throws IOException {
    return got(wire.send(method, path, headers, body));
  }

  private static Exchange.Got got(Optional<Wire.Reply> reply) {
    return reply
        .map(r -> new Exchange.Got(r.status(), r.reason(), body(r.body()), false))
        .orElse(new Exchange.Got(0, "", JsonNodeFactory.instance.nullNode(), false));
  }

  private static JsonNode body(String text) {
    return text.startsWith("{") ? JSON.readTree(text) : JsonNodeFactory.instance.stringNode(text);
  }

  /** Lets time pass until a task has ended; empty if it does not end or there is none. */
  private Optional<String> outcome(JsonNode data) throws IOException {
    String upid = data.isString() ? data.stringValue() : data.path("upid").stringValue("");
    if (!upid.startsWith("UPID:")) {
      return Optional.empty();
    }
    String path =
        "/api2/json/nodes/%s/tasks/%s/status"
            .formatted(upid.split(":", -1)[1], URLEncoder.encode(upid, UTF_8));
    Instant end = clock.instant().plus(LONGEST_TASK);
    while (clock.instant().isBefore(end)) {
      JsonNode status = call("GET", path, sessions.administrator(false), "").body().path("data");
      if (status.path("status").stringValue("").equals("stopped")) {
        return Optional.of(status.path("exitstatus").stringValue(""));
      }
      clock.advance(Duration.ofSeconds(1));
    }
    return Optional.empty();
  }
}
