package dev.proxmoxmcp.simulator.api;

import java.util.Map;
import java.util.TreeMap;

/** Checks what was sent against what an endpoint takes, in Proxmox's words (JSONSchema.pm). */
final class Schema {
  private static final String ROOT_ONLY = "Only root may use this option.";

  private Schema() {}

  /**
   * Refuses a query that names a parameter of the path with another value.
   *
   * @throws Refusal.BadParameters if so
   */
  static void checkDuplicates(Map<String, String> placeholders, Map<String, Value> sent) {
    Map<String, String> errors = new TreeMap<>();
    placeholders.forEach((name, value) -> {
      Value other = sent.get(name);
      if (other != null && !other.equals(new Value.Text(value))) {
        errors.put(name, "duplicate parameter (already defined in URI) with conflicting values!");
      }
    });
    refuseIfAny(errors);
  }

  /**
   * Checks every parameter, those of the path included.
   *
   * @throws Refusal.BadParameters naming all that are wrong
   */
  static void check(
      Route route, Map<String, String> placeholders, Map<String, Value> sent, Caller caller) {
    Contract contract = route.contract();
    Map<String, String> errors = new TreeMap<>();
    placeholders.forEach((name, value) -> checkPlaceholder(name, value, errors));
    if (contract != null) {
      errors.putAll(contract.complaints(placeholders, sent));
    }
    Map<String, Parameter> known = new TreeMap<>();
    route.parameters().forEach(parameter -> known.put(parameter.name(), parameter));
    known.values().forEach(parameter -> checkParameter(parameter, sent, errors));
    for (String name : sent.keySet()) {
      boolean unknown = !known.containsKey(name) && !placeholders.containsKey(name);
      if (unknown && contract == null) {
        errors.put(name, Contract.UNKNOWN);
      }
    }
    refuseIfAny(errors);
    if (!caller.root()) {
      checkRootOnly(known, sent);
    }
  }

  private static void checkPlaceholder(String name, String value, Map<String, String> errors) {
    Shape shape =
        switch (name) {
          case "vmid" -> new Shape.Vmid();
          case "storage" -> new Shape.StorageName();
          case "snapname" -> new Shape.ConfigId(40);
          case "userid" -> new Shape.UserName();
          case "tokenid" -> new Shape.Matching(Shape.TOKEN_NAME);
          default -> new Shape.Line(Integer.MAX_VALUE);
        };
    shape.complaint(value).ifPresent(complaint -> errors.put(name, complaint));
  }

  private static void checkParameter(
      Parameter parameter, Map<String, Value> sent, Map<String, String> errors) {
    Value value = sent.get(parameter.name());
    if (value == null) {
      if (parameter.required()) {
        errors.put(parameter.name(), Contract.MISSING);
      }
      return;
    }
    parameter.complaint(value).ifPresent(complaint -> errors.put(parameter.name(), complaint));
    if (!parameter.requires().isEmpty() && !sent.containsKey(parameter.requires())) {
      errors.put(
          parameter.requires(),
          "missing property - '" + parameter.name() + "' requires this property");
    }
  }

  /** The handler's own check on a real host, so it comes after the schema's. */
  private static void checkRootOnly(Map<String, Parameter> known, Map<String, Value> sent) {
    Map<String, String> errors = new TreeMap<>();
    for (Parameter parameter : known.values()) {
      Value value = sent.get(parameter.name());
      if (parameter.rootOnly() && value != null && truthy(value.shown())) {
        errors.put(parameter.name(), ROOT_ONLY);
      }
    }
    refuseIfAny(errors);
  }

  /** What counts as true in Perl. */
  private static boolean truthy(String text) {
    return !text.isEmpty() && !text.equals("0");
  }

  private static void refuseIfAny(Map<String, String> errors) {
    if (!errors.isEmpty()) {
      throw new Refusal.BadParameters(errors);
    }
  }
}
