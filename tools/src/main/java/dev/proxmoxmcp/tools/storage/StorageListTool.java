package dev.proxmoxmcp.tools.storage;

import dev.proxmoxmcp.client.Usage;
import dev.proxmoxmcp.client.cluster.Resource;
import dev.proxmoxmcp.client.cluster.ResourceType;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.client.storage.ContentType;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.Scope;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.datastore.DatastoreList;
import dev.proxmoxmcp.tools.list.Column;
import dev.proxmoxmcp.tools.list.Criteria;
import dev.proxmoxmcp.tools.list.Known;
import dev.proxmoxmcp.tools.list.Listing;
import dev.proxmoxmcp.tools.list.Rows;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code storage_list}: storages of all nodes, from one request that asks no storage itself, so
 * that one that hangs cannot hide the others. That list does not say what can still be written,
 * which may be much less than what is not taken; one node can be asked for it.
 */
public final class StorageListTool implements ProxmoxTool<StorageListTool.Args> {
  private static List<Column<Place>> columns(FreeSpace free) {
    return List.of(
        Column.of("storage", Place::name, (json, place) -> json.put("storage", place.name())),
        Column.of(
            "type",
            place -> Foreign.word(place.sample().type()),
            (json, place) -> json.put("type", Foreign.value(place.sample().type()))),
        Column.of("nodes", StorageListTool::nodes, StorageListTool::addNodes),
        Column.of("used", StorageListTool::used, StorageListTool::addUsed),
        Column.of("free", free::text, free::addTo),
        Column.of(
            "content",
            place ->
                Foreign.word(
                    place.sample().content().stream().sorted().collect(Collectors.joining(","))),
            (json, place) -> {
              ArrayNode content = json.putArray("content");
              place.sample().content().stream().map(Foreign::value).sorted().forEach(content::add);
            }));
  }

  /**
   * What to list.
   *
   * @param node that has it; null for any
   * @param content that it takes; null for any
   * @param format how much to say
   */
  public record Args(
      @Argument @Nullable String node,
      @Argument @Nullable ContentType content,
      @Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "storage_list";
  }

  @Override
  public String title() {
    return "List storages";
  }

  @Override
  public String description() {
    return "Storages of all nodes with type, use, free space (exact with node), content; shared"
        + " ones once.";
  }

  @Override
  public ToolAnnotations effect() {
    return Effects.READ;
  }

  @Override
  public Scope scope() {
    return Scope.EACH;
  }

  @Override
  public boolean onBackupServers() {
    return true;
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) throws InterruptedException {
    if (context.ofBackupServer()) {
      if (args.content() != null && args.content() != ContentType.BACKUP) {
        return ToolReply.done("0 storages: a Backup Server holds nothing but backups.");
      }
      return DatastoreList.reply(context, args.format());
    }
    List<StorageResource> all = only(context.cluster().cluster().resources(ResourceType.STORAGE));
    Known.check("node", args.node(), nodes(all, args, context));
    List<Place> places = Place.of(all);
    List<Place> matching =
        places.stream()
            .filter(place -> args.node() == null || place.at(args.node()))
            .filter(place -> args.content() == null || takes(place, args.content()))
            .toList();
    Criteria criteria = new Criteria().and("node", args.node()).and("content", args.content());
    List<String> notes = new ArrayList<>();
    context.visibility().hiddenStorages().ifPresent(notes::add);
    FreeSpace free =
        args.node() == null
            ? FreeSpace.NOT_ASKED
            : FreeSpace.at(args.node(), args.content(), all, context);
    notes.addAll(free.notes());
    return new Listing<>(
            "storages",
            columns(free),
            criteria.head(matching.size(), places.size(), "storage"),
            notes,
            Rows.all(matching))
        .as(args.format());
  }

  /** The storages among resources, one entry a node. */
  static List<StorageResource> only(List<Resource> resources) {
    return resources.stream()
        .filter(StorageResource.class::isInstance)
        .map(StorageResource.class::cast)
        .toList();
  }

  /** The names of nodes, asked for only where none of the storages is on the wanted one. */
  private static List<String> nodes(List<StorageResource> all, Args args, CallContext context) {
    List<String> seen = all.stream().map(storage -> storage.node().toString()).toList();
    return args.node() == null || seen.contains(args.node())
        ? seen
        : context.cluster().nodes().list().stream().map(node -> node.node().toString()).toList();
  }

  /** Whether it takes that content. */
  static boolean takes(Place place, ContentType content) {
    return place.sample().content().contains(content.parameter());
  }

  private static String nodes(Place place) {
    return place.missingOn().isEmpty()
        ? place.where()
        : place.where() + ", not available on " + String.join(", ", place.missingOn());
  }

  private static void addNodes(ObjectNode json, Place place) {
    json.put("shared", place.sample().shared());
    ArrayNode nodes = json.putArray("nodes");
    place.nodes().forEach(nodes::add);
    if (!place.missingOn().isEmpty()) {
      ArrayNode missing = json.putArray("notAvailableOn");
      place.missingOn().forEach(missing::add);
    }
  }

  private static String used(Place place) {
    Usage usage = place.sample().usage();
    return place.gone() || usage == null
        ? "not available"
        : Amounts.share(usage.used().bytes(), usage.total().bytes());
  }

  private static void addUsed(ObjectNode json, Place place) {
    json.put("available", place.sample().available());
    Usage usage = place.sample().usage();
    if (usage != null) {
      json.put("usedBytes", usage.used().bytes()).put("totalBytes", usage.total().bytes());
    }
  }
}
