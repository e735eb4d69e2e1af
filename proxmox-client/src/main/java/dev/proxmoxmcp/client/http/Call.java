package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request in the making. Mutable; belongs to the thread that makes it. */
public final class Call {
  private final Endpoint endpoint;
  private final ConcretePath path;
  private final String purpose;
  private final SortedMap<String, List<String>> parameters = new TreeMap<>();

  Call(Endpoint endpoint, ConcretePath path, String purpose) {
    this.endpoint = endpoint;
    this.path = path;
    this.purpose = purpose;
  }

  /** Adds a parameter; of a name that was given before, one more value. */
  public Call with(String name, String value) {
    parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    return this;
  }

  /** Adds a whole number. */
  public Call with(String name, long value) {
    return with(name, Long.toString(value));
  }

  /** Adds a truth value, the way forms of Proxmox have it: 1 or 0. */
  public Call with(String name, boolean value) {
    return with(name, value ? "1" : "0");
  }

  Endpoint endpoint() {
    return endpoint;
  }

  ConcretePath path() {
    return path;
  }

  String purpose() {
    return purpose;
  }

  SortedMap<String, List<String>> parameters() {
    return parameters;
  }

  /** The node that the path names. */
  @Nullable NodeName node() {
    List<String> segments = path.segments();
    return segments.size() > 1 && segments.getFirst().equals("nodes")
        ? new NodeName(segments.get(1))
        : null;
  }
}
