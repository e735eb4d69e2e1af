package dev.proxmoxmcp.verification.fidelity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What the recorded installation made up and the simulator made up differently: UPIDs, tickets,
 * digests, tokens. Later requests carry the simulator's in place of the recorded ones. Not
 * thread-safe.
 */
final class Carried {
  private static final Pattern MADE_UP =
      Pattern.compile(
          "UPID:.*|PVE(VNC)?:.*|[0-9A-F]{8}:[A-Za-z0-9+/=]{20,}|[0-9a-f]{40}"
              + "|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[^:]{8}:PVEVNC:.*"
              + "|[a-z0-9-]+:backup/vzdump-.*",
          Pattern.DOTALL);

  // The longest first, so that no text is replaced inside of another.
  private final TreeMap<String, String> texts =
      new TreeMap<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  /** Remembers where two answers to the same request name the same thing differently. */
  void learn(JsonNode recorded, JsonNode simulated) {
    if (recorded.isString() && simulated.isString()) {
      learn(recorded.stringValue(), simulated.stringValue());
    } else if (recorded.isObject() && simulated.isObject()) {
      recorded
          .properties()
          .forEach(entry -> {
            JsonNode other = simulated.get(entry.getKey());
            if (other != null) {
              learn(entry.getKey(), entry.getValue(), other);
            }
          });
    } else if (recorded.isArray() && simulated.isArray() && recorded.size() == simulated.size()) {
      for (int index = 0; index < recorded.size(); index++) {
        learn(recorded.get(index), simulated.get(index));
      }
    }
  }

  private void learn(String key, JsonNode recorded, JsonNode simulated) {
    if (key.equals("pid") && recorded.isNumber() && simulated.isNumber()) {
      texts.put("pid=" + recorded.asString(), "pid=" + simulated.asString());
    } else {
      learn(recorded, simulated);
    }
  }

  /** Remembers that the simulator says {@code simulated} where {@code recorded} was said. */
  void learn(String recorded, String simulated) {
    if (MADE_UP.matcher(recorded).matches() && !recorded.equals(simulated)) {
      texts.put(recorded, simulated);
    }
  }

  /** Whether something stands in for {@code recorded}. */
  boolean knows(String recorded) {
    return texts.containsKey(recorded);
  }

  /** The same request text for the simulator; also where the ids are percent-encoded. */
  String translated(String text) {
    String result = text;
    for (var entry : texts.entrySet()) {
      result = result.replace(entry.getKey(), entry.getValue());
      result = result.replace(encoded(entry.getKey()), encoded(entry.getValue()));
    }
    return result;
  }

  private static String encoded(String text) {
    return text.startsWith("pid=") ? text : URLEncoder.encode(text, UTF_8);
  }
}
