package dev.proxmoxmcp.tools.hostile;

import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.Faults;
import dev.proxmoxmcp.simulator.RecordedRequest;
import dev.proxmoxmcp.simulator.SimulatedReply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sees every text that the simulated host answers, and puts a hostile one into one place of them.
 * Thread-safe.
 */
final class Planting {
  /** Left out by Proxmox where nobody has filled them in. */
  private static final List<String> OFTEN_EMPTY =
      List.of(
          "comment",
          "description",
          "notes",
          "maintenance",
          "maintenance-mode",
          "error",
          "tags",
          "pool",
          "lock",
          "name",
          "hastate",
          "owner",
          "last-run-state");

  private final Set<Place> seen = new TreeSet<>();
  private @Nullable Place place;
  private String text = "";

  /** Whether the answer holds bytes as Base64. */
  private boolean encoded;

  /** Has every answer of the host pass here. */
  Planting(Faults faults) {
    faults.all(_ -> true, Fault.rewritten(this::answer));
  }

  /** Plants nothing, and notes every place that is passed from now on. */
  synchronized void look() {
    place = null;
    seen.clear();
  }

  /** The places since {@link #look}. */
  synchronized Set<Place> seen() {
    return new TreeSet<>(seen);
  }

  /** Plants {@code hostile} there, until the next look. */
  synchronized void at(Place where, String hostile) {
    place = where;
    text = hostile;
  }

  private synchronized SimulatedReply answer(RecordedRequest request, SimulatedReply usual) {
    String endpoint = Place.endpoint(request);
    encoded = request.parameters().getOrDefault("decode", "").equals("0");
    if (place != null && place.kind() == Place.Kind.REASON) {
      return place.endpoint().equals(endpoint) ? new SimulatedReply(500, text, "") : usual;
    }
    JsonNode body;
    try {
      body = JsonMapper.shared().readTree(usual.body());
    } catch (JacksonException noJson) {
      return usual;
    }
    if (!(body instanceof ObjectNode object) || usual.status() != 200) {
      return usual;
    }
    if (place == null) {
      seen.add(new Place(endpoint, "", Place.Kind.REASON));
    }
    object.set("data", planted(endpoint, "", object.path("data")));
    return new SimulatedReply(usual.status(), usual.reason(), JsonText.write(object));
  }

  private JsonNode planted(String endpoint, String field, JsonNode node) {
    JsonMapper json = JsonMapper.shared();
    if (node.isString()) {
      return here(new Place(endpoint, field, Place.Kind.VALUE))
          ? json.getNodeFactory().stringNode(value(node.asString()))
          : node;
    }
    if (node.isArray()) {
      ArrayNode array = json.createArrayNode();
      node.forEach(one -> array.add(planted(endpoint, field, one)));
      return array;
    }
    if (node instanceof ObjectNode) {
      ObjectNode object = json.createObjectNode();
      node.properties()
          .forEach(one -> {
            String name = one.getKey().replaceFirst("[0-9]+$", "N");
            String inner = field.isEmpty() ? name : field + "." + name;
            object.set(one.getKey(), planted(endpoint, inner, one.getValue()));
          });
      if (here(new Place(endpoint, field, Place.Kind.MORE))) {
        OFTEN_EMPTY.forEach(name -> object.put(name, text));
        object.put(text, text);
      }
      return object;
    }
    return node;
  }

  private String value(String usual) {
    if (usual.startsWith("UPID:")) {
      return upid(usual);
    }
    return encoded
        ? Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
        : text;
  }

  /** The text as far as it may stand in the id of a task. */
  private String upid(String usual) {
    List<String> parts = List.of(usual.split(":", -1));
    String id = text.replaceAll("[^!-~]|[:/\\\\?#%;]", "_");
    return String.join(":", parts.subList(0, 6)) + ":" + id + ":" + parts.get(7) + ":";
  }

  private boolean here(Place candidate) {
    if (place == null) {
      seen.add(candidate);
    }
    return candidate.equals(place);
  }
}
