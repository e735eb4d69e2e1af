package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.catalog.ApiCatalog;
import dev.proxmoxmcp.client.catalog.ApiEndpoint;
import dev.proxmoxmcp.client.catalog.ApiMethod;
import dev.proxmoxmcp.client.catalog.ApiParameter;
import dev.proxmoxmcp.client.catalog.PathMatch;
import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.tools.CallContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call of an endpoint that works as it stands: with what exists on this cluster where there is
 * something, with plain values elsewhere.
 *
 * @param what it does, if there are several; "" for what the endpoint is mostly for
 * @param values all parameters by name, those in the path among them
 * @param unknown required ones for which there is no value; mostly empty
 */
record Example(
    ApiEndpoint endpoint, String what, Map<String, Object> values, List<String> unknown) {
  /**
   * What is set without being asked for, where an endpoint requires nothing and takes no nothing.
   */
  private static final List<String> TELLING =
      List.of("comment", "description", "name", "delete", "cores", "enabled", "enable");

  /** A rule that is not enabled does nothing, and none is by itself. */
  private static final List<String> RULE = List.of("proto", "dport", "enable");

  /** What such calls need beside what their schema requires. */
  private static final Map<String, List<String>> USUAL =
      Map.of(
          "PUT /access/acl", List.of("users"),
          "POST /cluster/backup", List.of("vmid", "storage", "schedule", "remove"),
          "POST /nodes/{node}/vzdump", List.of("vmid", "storage", "remove"),
          "POST /nodes/{node}/lxc", List.of("storage", "hostname"),
          "POST /nodes/{node}/qemu", List.of("name"),
          "POST /nodes/{node}/qemu/{vmid}/firewall/rules", RULE,
          "POST /nodes/{node}/lxc/{vmid}/firewall/rules", RULE,
          "POST /nodes/{node}/firewall/rules", RULE,
          "POST /cluster/firewall/rules", RULE);

  /**
   * Makes one. What exists is looked up by reads; a host that does not answer leaves plain values.
   *
   * @param found the endpoint, with the ids that were given
   */
  static Example of(CallContext context, ApiCatalog catalog, PathMatch.Found found) {
    ApiEndpoint endpoint = found.endpoint();
    SampleValues samples = new SampleValues(catalog, endpoint, new Inventory(context, catalog));
    Map<String, Object> values = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String name : endpoint.placeholders()) {
      Optional<Object> value =
          Optional.<Object>ofNullable(found.values().get(name))
              .or(() -> samples.inPath(name, values));
      value.ifPresentOrElse(one -> values.put(name, one), () -> unknown.add(name));
    }
    for (ApiParameter parameter : endpoint.parameters().values()) {
      if (parameter.required() && !parameter.indexed()) {
        add(parameter, samples, values, unknown);
      }
    }
    boolean bare = values.size() + unknown.size() == endpoint.placeholders().size();
    List<String> more =
        endpoint.method() == ApiMethod.PUT && bare
            ? TELLING.stream().filter(endpoint.parameters()::containsKey).limit(1).toList()
            : USUAL.getOrDefault(endpoint.title(), List.of());
    for (String name : more) {
      endpoint
          .parameter(name)
          .ifPresent(parameter -> add(parameter, samples, values, new ArrayList<>()));
    }
    return new Example(endpoint, "", values, unknown);
  }

  /**
   * How the endpoint brings a guest back from a backup that there is.
   *
   * @return empty if it does not, or nothing is there to bring back
   */
  static Optional<Example> ofRestore(
      CallContext context, ApiCatalog catalog, PathMatch.Found found) {
    String archive =
        switch (found.endpoint().title()) {
          case "POST /nodes/{node}/qemu" -> "archive";
          case "POST /nodes/{node}/lxc" -> "ostemplate";
          default -> "";
        };
    if (archive.isEmpty()) {
      return Optional.empty();
    }
    Example creates = of(context, catalog, found);
    SampleValues samples =
        new SampleValues(catalog, found.endpoint(), new Inventory(context, catalog));
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : List.of("node", "vmid", "storage")) {
      if (creates.values().containsKey(name)) {
        values.put(name, creates.values().get(name));
      }
    }
    return samples
        .backup(String.valueOf(values.get("node")))
        .map(volume -> {
          values.put(archive, volume);
          values.put(archive.equals("archive") ? "unique" : "restore", true);
          return new Example(found.endpoint(), "to restore a backup", values, creates.unknown());
        });
  }

  private static void add(
      ApiParameter parameter,
      SampleValues samples,
      Map<String, Object> values,
      List<String> unknown) {
    if (values.containsKey(parameter.name()) || unknown.contains(parameter.name())) {
      return;
    }
    samples
        .of(parameter, values)
        .ifPresentOrElse(
            value -> values.put(parameter.name(), value), () -> unknown.add(parameter.name()));
  }

  /** The call as a model makes it; with what is grave as a dry run. */
  String told(Tier tier) {
    String path = endpoint.template();
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, Object> value : values.entrySet()) {
      String placeholder = "{" + value.getKey() + "}";
      boolean found = value.getKey().equals("node") && values.containsKey("vmid");
      if (endpoint.template().contains(placeholder) && !(found && inGuestPath())) {
        path = path.replace(placeholder, String.valueOf(value.getValue()));
      } else if (!endpoint.template().contains(placeholder)) {
        put(parameters, value.getKey(), value.getValue());
      }
    }
    boolean read = endpoint.method() == ApiMethod.GET && tier == Tier.READ;
    boolean grave = tier != Tier.READ && tier != Tier.CHANGE;
    return "Example"
        + (what.isEmpty() ? "" : ", " + what)
        + (unknown.isEmpty()
            ? ""
            : ", for which there is nothing here as " + String.join(", ", unknown))
        + ": "
        + (read ? "api_read path=\"" : "api_write endpoint=\"" + endpoint.method() + " ")
        + path
        + "\""
        + (parameters.isEmpty() ? "" : " parameters=" + JsonText.write(parameters))
        + (grave && !read ? " dry_run=true" : "");
  }

  private boolean inGuestPath() {
    return endpoint.template().startsWith("/nodes/{node}/qemu/{vmid}")
        || endpoint.template().startsWith("/nodes/{node}/lxc/{vmid}");
  }

  private static void put(ObjectNode parameters, String name, Object value) {
    switch (value) {
      case Boolean truth -> parameters.put(name, truth);
      case BigDecimal number -> parameters.put(name, number);
      case Integer number -> parameters.put(name, number);
      case List<?> list -> {
        var array = parameters.putArray(name);
        list.forEach(entry -> array.add(String.valueOf(entry)));
      }
      default -> parameters.put(name, String.valueOf(value));
    }
  }
}
