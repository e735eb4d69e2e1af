package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.catalog.ApiCatalog;
import dev.proxmoxmcp.client.catalog.ApiEndpoint;
import dev.proxmoxmcp.client.catalog.ApiMethod;
import dev.proxmoxmcp.client.catalog.ApiParameter;
import dev.proxmoxmcp.client.catalog.ApiType;
import dev.proxmoxmcp.client.catalog.CallCheck;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Values for the parameters of one endpoint: of what exists, else by the name, else by the type.
 * Each fits its parameter.
 *
 * @param inventory what exists
 */
record SampleValues(ApiCatalog catalog, ApiEndpoint endpoint, Inventory inventory) {
  private static final String NODE = "node";

  /** What names mean, whatever their type says. */
  private static final Map<String, List<Object>> BY_NAME =
      Map.ofEntries(
          Map.entry("size", List.of("+1G", "1G")),
          Map.entry("snapname", List.of("before-update")),
          Map.entry("schedule", List.of("02:30")),
          Map.entry("comment", List.of("made by an example")),
          Map.entry("description", List.of("made by an example")),
          Map.entry("userid", List.of("carol@pve", "carol@pbs")),
          Map.entry("auth-id", List.of("carol@pbs")),
          Map.entry("tokenid", List.of("bot")),
          Map.entry("token-name", List.of("bot")),
          Map.entry("roles", List.of("PVEAuditor")),
          Map.entry("role", List.of("Audit")),
          Map.entry("roleid", List.of("Watcher")),
          Map.entry("password", List.of("change-me-1")),
          Map.entry("cidr", List.of("10.0.0.0/24")),
          Map.entry("enabled", List.of(true)),
          Map.entry("enable", List.of(true, 1)),
          Map.entry("action", List.of("ACCEPT")),
          Map.entry("type", List.of("in")),
          Map.entry("remove", List.of(false)),
          Map.entry("hostname", List.of("example")),
          Map.entry("proto", List.of("tcp")),
          Map.entry("dport", List.of("443")),
          Map.entry("cores", List.of(2)));

  /** What texts of any grammar look like, the plainest first. */
  private static final List<String> TEXTS =
      List.of(
          "example",
          "example1",
          "100",
          "root@pam",
          "10.0.0.5",
          "10.0.0.0/24",
          "2001:db8::5",
          "BC:24:11:00:00:01",
          "ops@example.com",
          "local:iso/x.iso",
          "none",
          "1",
          "0",
          "mon..fri 02:30",
          "images",
          "VM.Audit",
          "/",
          "/vms",
          "/dev/sdb",
          "/mnt/data",
          "/dev/ttyS0",
          "https://example.com/x.iso",
          "http://example.com/x.iso",
          "32G",
          "0-3",
          "scsi0",
          "sdb",
          "2026-11-22",
          "vm:100",
          "type:vm",
          "bus-ct/100",
          "0000:01:00.0",
          "1234:abcd",
          "ct/100/2026-11-22T17:38:56Z",
          "host/web",
          "tank",
          "key=value",
          "x@y",
          "0123456789abcdef0123456789abcdef01234567",
          "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
          "12345678-1234-1234-1234-123456789abc",
          "a1:".repeat(31) + "a1",
          "osd.1",
          "ens18",
          "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
          "vm:100,ct:101",
          "test:latest",
          "group:vm/100",
          "49.0001.1921.6800.1002.00",
          "/var/tmp/x",
          "keep-last=3",
          "a".repeat(5),
          "a".repeat(8),
          "a".repeat(16),
          "a".repeat(32),
          "a".repeat(64));

  /**
   * A value for a placeholder of the path.
   *
   * @param values those of the placeholders before it
   */
  Optional<Object> inPath(String name, Map<String, Object> values) {
    String node = String.valueOf(values.getOrDefault(NODE, ""));
    return switch (name) {
      case NODE -> node();
      case "vmid" -> guestKind().flatMap(inventory::guest).map(guest -> guest.ref().vmid().value());
      default -> existing(name, values).or(() -> storage(name, node)).or(() -> byType(name));
    };
  }

  private Optional<Object> storage(String name, String node) {
    return name.equals("storage")
        ? Stream.of("backup", "images", "iso")
            .flatMap(content -> inventory.storage(node, content).stream())
            .findFirst()
            .map(one -> one)
        : Optional.empty();
  }

  /** Of a guest the node on which one is, else the first one. */
  private Optional<Object> node() {
    if (catalog.product() == Product.PBS) {
      return Optional.of(NodeName.BACKUP_SERVER.value());
    }
    return endpoint.template().contains("{vmid}")
        ? guestKind().flatMap(inventory::guest).map(guest -> guest.node().value())
        : inventory.nodes().stream().findFirst().map(one -> one);
  }

  private Optional<GuestKind> guestKind() {
    return endpoint.template().contains("/lxc")
        ? Optional.of(GuestKind.LXC)
        : Optional.of(GuestKind.QEMU);
  }

  /** The first of those that the list above the placeholder has, unless a new one is made. */
  private Optional<Object> existing(String name, Map<String, Object> values) {
    String template = endpoint.template();
    String placeholder = "/{" + name + "}";
    boolean makes = endpoint.method() == ApiMethod.POST && template.endsWith(placeholder);
    String above = template.substring(0, Math.max(0, template.indexOf(placeholder)));
    for (Map.Entry<String, Object> value : values.entrySet()) {
      above = above.replace("{" + value.getKey() + "}", String.valueOf(value.getValue()));
    }
    if (makes || above.isEmpty() || above.contains("{")) {
      return Optional.empty();
    }
    String key = name.equals("volume") ? "volid" : name;
    List<String> listed = new ArrayList<>(inventory.listed(above, key, Map.of()));
    if (listed.isEmpty()) {
      listed.addAll(inventory.listed(above, "name", Map.of()));
    }
    listed.remove("current"); // of snapshots: the present, which is none
    return listed.stream().filter(value -> fits(name, value)).findFirst().map(one -> one);
  }

  /**
   * A value for a parameter.
   *
   * @param values those that are known already
   */
  Optional<Object> of(ApiParameter parameter, Map<String, Object> values) {
    String name = parameter.name();
    String node = String.valueOf(values.getOrDefault(NODE, ""));
    Optional<Object> known =
        switch (name) {
          case "vmid" -> makesGuest() ? newVmid() : anyGuest();
          case "newid" -> newVmid();
          case "path" -> isAcl() ? anyGuest().map(vmid -> "/vms/" + vmid) : Optional.empty();
          case "target" ->
              inventory.nodes().stream()
                  .filter(one -> !one.equals(node))
                  .findFirst()
                  .map(one -> one);
          case "storage", "target-storage" -> storageFor(node);
          case "disk", "volume" -> slot(name, values);
          case "ostemplate" -> template(node);
          case "users" -> user();
          case NODE -> node();
          default -> Optional.empty();
        };
    return known
        .filter(value -> fits(name, value))
        .or(() ->
            BY_NAME.getOrDefault(name, List.of()).stream()
                .filter(value -> fits(name, value))
                .findFirst())
        .or(() -> byType(name));
  }

  private boolean makesGuest() {
    return endpoint.template().matches("/nodes/\\{node}/(qemu|lxc)");
  }

  private boolean isAcl() {
    return endpoint.template().equals("/access/acl");
  }

  private Optional<Object> anyGuest() {
    return inventory
        .guest(GuestKind.QEMU)
        .or(() -> inventory.guest(GuestKind.LXC))
        .map(guest -> guest.ref().vmid().value());
  }

  /** For what the endpoint puts there. */
  private Optional<Object> storageFor(String node) {
    String content =
        endpoint.template().contains("backup") || endpoint.template().endsWith("/vzdump")
            ? "backup"
            : endpoint.template().contains("/lxc") ? "rootdir" : "images";
    return inventory
        .storage(node, content)
        .<Object>map(one -> one)
        .or(() -> storage("storage", node));
  }

  private Optional<Object> newVmid() {
    return inventory
        .read("/cluster/nextid", Map.of())
        .filter(JsonNode::isValueNode)
        .map(next -> Integer.valueOf(next.asString("").replaceAll("[^0-9]", "")));
  }

  /** A disk that the guest has. */
  private Optional<Object> slot(String name, Map<String, Object> values) {
    String path = endpoint.template().replaceFirst("(/\\{vmid}).*", "$1/config");
    for (Map.Entry<String, Object> value : values.entrySet()) {
      path = path.replace("{" + value.getKey() + "}", String.valueOf(value.getValue()));
    }
    return inventory
        .read(path, Map.of())
        .flatMap(config ->
            config.propertyNames().stream()
                .filter(slot -> slot.matches("(scsi|virtio|sata|mp)[0-9]+|rootfs"))
                .filter(slot -> fits(name, slot))
                .sorted()
                .findFirst())
        .map(one -> one);
  }

  /** A template of containers that lies on a storage of the node. */
  private Optional<Object> template(String node) {
    return inventory
        .storage(node, "vztmpl")
        .flatMap(storage ->
            inventory
                .listed(
                    "/nodes/" + node + "/storage/" + storage + "/content",
                    "volid",
                    Map.of("content", "vztmpl"))
                .stream()
                .findFirst())
        .map(one -> one);
  }

  /** One to whom a role can be given: root@pam may do everything as it is. */
  private Optional<Object> user() {
    List<String> users = inventory.listed("/access/users", "userid", Map.of());
    return Stream.concat(users.stream().filter(one -> !one.equals("root@pam")), users.stream())
        .findFirst()
        .map(one -> one);
  }

  /** A backup of the kind of guests that the endpoint makes, which the node can read. */
  Optional<String> backup(String node) {
    boolean containers = guestKind().equals(Optional.of(GuestKind.LXC));
    return inventory.storages(node, "backup").stream()
        .flatMap(storage ->
            inventory
                .listed(
                    "/nodes/" + node + "/storage/" + storage + "/content",
                    "volid",
                    Map.of("content", "backup"))
                .stream())
        .filter(volume ->
            volume.contains(containers ? "/ct/" : "/vm/")
                || volume.contains(containers ? "vzdump-lxc-" : "vzdump-qemu-"))
        .findFirst();
  }

  private Optional<Object> byType(String name) {
    return endpoint
        .parameter(name)
        .flatMap(parameter -> ofType(parameter.type(), name))
        .or(() -> endpoint.parameter(name).isEmpty() ? Optional.of("example") : Optional.empty());
  }

  private Optional<Object> ofType(ApiType type, String name) {
    return switch (type) {
      case ApiType.Choice(List<String> words) -> words.stream().findFirst().map(word -> word);
      case ApiType.Numeric number -> Optional.of(number(number));
      case ApiType.Truth() -> Optional.of(true);
      case ApiType.ListOf(ApiType entry) -> ofType(entry, name).map(List::of);
      case ApiType.Joined(ApiType entry) -> ofType(entry, name);
      case ApiType.PropertyString string -> propertyString(string, name);
      case ApiType.OneOf(List<ApiType> alternatives) ->
          alternatives.stream().flatMap(one -> ofType(one, name).stream()).findFirst();
      case ApiType.Text _, ApiType.Structure _, ApiType.Anything _, ApiType.Nothing _ ->
          TEXTS.stream().filter(text -> fits(name, text)).findFirst().map(text -> text);
    };
  }

  private static BigDecimal number(ApiType.Numeric type) {
    BigDecimal least = type.min() == null ? BigDecimal.ONE : type.min();
    return type.max() != null && type.max().compareTo(least) < 0 ? type.max() : least;
  }

  private Optional<Object> propertyString(ApiType.PropertyString type, String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (ApiParameter key : type.keys().values()) {
      if (key.required() && !type.aliases().containsKey(key.name())) {
        String value =
            switch (key.type()) {
              case ApiType.Choice(List<String> words) -> words.isEmpty() ? "" : words.getFirst();
              case ApiType.Numeric number -> number(number).toPlainString();
              case ApiType.Truth() -> "1";
              default ->
                  TEXTS.stream()
                      .filter(text -> fits(name, key.name() + "=" + text))
                      .findFirst()
                      .orElse("example");
            };
        pairs.put(key.name(), value);
      }
    }
    String written =
        String.join(
            ",",
            pairs.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList());
    return Stream.of(written, "1", "example")
        .filter(text -> fits(name, text))
        .findFirst()
        .map(text -> text);
  }

  /** Whether the parameter takes {@code value}, whatever the others are. */
  private boolean fits(String name, Object value) {
    return switch (CallCheck.of(catalog.product(), endpoint, Map.of(name, value))) {
      case CallCheck.Ready _ -> true;
      case CallCheck.Refused(var problems) ->
          problems.stream().noneMatch(problem -> problem.parameter().equals(name));
    };
  }
}
