package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.base.Nearest;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.catalog.ApiCalls.ApiAnswer;
import dev.proxmoxmcp.client.catalog.ApiEndpoint;
import dev.proxmoxmcp.client.catalog.ApiMethod;
import dev.proxmoxmcp.client.catalog.ApiType;
import dev.proxmoxmcp.client.cluster.ResourceType;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.list.Rows;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import dev.proxmoxmcp.tools.text.TextClasses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One read of any endpoint.
 *
 * @param args what was asked for
 * @param context of the call
 */
record ReadRun(ApiReadTool.Args args, CallContext context) {
  private static final List<String> NONE = List.of();

  ToolReply reply() {
    List<RowFilter> filters = args.filter().stream().map(RowFilter::of).toList();
    EndpointName name = EndpointName.of(args.path());
    if (name.method() != null && name.method() != ApiMethod.GET) {
      throw new ArgumentProblem(
          "api_read sends GET alone; for "
              + name.method()
              + " there is api_write with endpoint="
              + Foreign.quoted(args.path(), 200)
              + ". Nothing was sent.");
    }
    Prepared prepared =
        Prepared.of(
            context, new EndpointName(ApiMethod.GET, name.path()), args.parameters(), false);
    return prepared.verdict().tier() == Tier.READ && !isFile(prepared)
        ? read(prepared, filters)
        : refused(prepared);
  }

  private static boolean isFile(Prepared prepared) {
    ApiEndpoint endpoint = prepared.call().endpoint();
    return endpoint.is(ApiEndpoint.Trait.DOWNLOAD)
        && (!(endpoint.returns() instanceof ApiType.ListOf)
            || prepared.call().parameters().getOrDefault("download", NONE).contains("1"));
  }

  private static ToolReply refused(Prepared prepared) {
    return isFile(prepared)
        ? ToolReply.problem(
            Outcome.USAGE,
            prepared.title()
                + " answers with a file, which no tool here takes; get it in the web interface."
                + " Nothing was sent.")
        : ToolReply.problem(
            Outcome.USAGE,
            prepared.title()
                + " is no read: its tier is "
                + prepared.verdict().tier().label()
                + " ("
                + prepared.verdict().why()
                + "). api_write sends it, with endpoint=\""
                + prepared.title()
                + "\". Nothing was sent.");
  }

  private ToolReply read(Prepared prepared, List<RowFilter> filters) {
    ApiAnswer answer =
        context.recent().calls().send(prepared.call(), Tier.READ, "read " + prepared.call().path());
    JsonNode data = JsonText.lenient().read(answer.data());
    List<String> notes = new ArrayList<>();
    if (!prepared.note().isEmpty()) {
      notes.add(prepared.note());
    }
    if (data.isArray()) {
      return list(prepared, filters, data, answer.total(), notes);
    }
    if (!filters.isEmpty()) {
      throw new ArgumentProblem(
          "filter is for lists, and " + prepared.title() + " answers with none.");
    }
    JsonNode shown = data.isObject() ? chosen(data) : data;
    context.shows(TextClasses.of(prepared.call().endpoint().template(), shown));
    if (args.format() == Format.JSON) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.set("data", ValueText.cleaned(shown));
      return ToolReply.json(json);
    }
    List<String> lines = new ArrayList<>(notes);
    if (data.isObject()) {
      lines.addAll(fields(shown));
    } else if (data.isNull()) {
      lines.add(prepared.title() + " answers with nothing: there is no value.");
    } else {
      lines.add(ValueText.field("value", data));
    }
    return ToolReply.done(String.join("\n", lines));
  }

  private static List<String> fields(JsonNode object) {
    if (object.isEmpty()) {
      return List.of("An object without any field: nothing is set.");
    }
    List<String> names = new ArrayList<>(object.propertyNames());
    names.sort(Comparator.naturalOrder());
    return names.stream().map(name -> ValueText.field(name, object.path(name))).toList();
  }

  private JsonNode chosen(JsonNode object) {
    if (args.fields().isEmpty()) {
      return object;
    }
    checkFields(args.fields(), new LinkedHashSet<>(object.propertyNames()));
    ObjectNode chosen = JsonNodeFactory.instance.objectNode();
    args.fields()
        .forEach(name -> {
          if (object.has(name)) {
            chosen.set(name, object.path(name));
          } else {
            chosen.putNull(name);
          }
        });
    return chosen;
  }

  /** A field that is none is answered with those that there are, instead of with nothing. */
  private static void checkFields(List<String> wanted, Set<String> known) {
    List<String> unknown = wanted.stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty() && !known.isEmpty()) {
      throw new ArgumentProblem(
          unknown.stream()
                  .map(name ->
                      "There is no field "
                          + Foreign.name(name)
                          + Nearest.likely(name, known)
                              .map(near -> "; did you mean " + near + "?")
                              .orElse("."))
                  .collect(Collectors.joining(" "))
              + " There are: "
              + known.stream()
                  .sorted()
                  .limit(60)
                  .map(ValueText::name)
                  .collect(Collectors.joining(", "))
              + ".");
    }
  }

  private ToolReply list(
      Prepared prepared,
      List<RowFilter> filters,
      JsonNode data,
      @Nullable Long total,
      List<String> notes) {
    List<JsonNode> all = new ArrayList<>();
    data.forEach(all::add);
    Directory directory = Directory.of(prepared.host().catalog(), prepared.call().endpoint());
    if (directory.isIndex(all) && filters.isEmpty() && args.format() != Format.JSON) {
      return ToolReply.done(prepared.title() + " is a directory: " + directory.names() + ".");
    }
    checkFields(named(filters), known(prepared.call().endpoint(), all));
    directory.sort(all);
    List<JsonNode> matching =
        all.stream().filter(row -> filters.stream().allMatch(filter -> filter.fits(row))).toList();
    beside(prepared, all.isEmpty()).ifPresent(notes::add);
    if (total != null && total > all.size()) {
      notes.add(
          "Proxmox sent %d of %d; for others name start and limit in parameters."
              .formatted(all.size(), total));
    }
    Rows<JsonNode> rows = Rows.of(matching, args.cursor(), args.limit());
    rows.shown()
        .forEach(row ->
            context.shows(
                TextClasses.of(
                    prepared.call().endpoint().template(), row.isObject() ? picked(row) : row)));
    return args.format() == Format.JSON
        ? ToolReply.json(json(rows, notes))
        : ToolReply.done(text(filters, all.size(), rows, notes, directory.key()));
  }

  private List<String> named(List<RowFilter> filters) {
    Set<String> named = new LinkedHashSet<>(args.fields());
    filters.forEach(filter -> named.add(filter.field()));
    return List.copyOf(named);
  }

  /** The fields that rows have, and those that the schema says they can have. */
  private static Set<String> known(ApiEndpoint endpoint, List<JsonNode> rows) {
    Set<String> known = new LinkedHashSet<>();
    rows.forEach(row -> known.addAll(row.propertyNames()));
    if (endpoint.returns() instanceof ApiType.ListOf(ApiType.Structure row)) {
      known.addAll(row.properties().keySet());
    }
    return known;
  }

  private Optional<String> beside(Prepared prepared, boolean empty) {
    if (prepared.call().endpoint().template().equals("/nodes/{node}/storage/{storage}/content")) {
      List<StorageResource> storages =
          context.recent().cluster().resources(ResourceType.STORAGE).stream()
              .filter(StorageResource.class::isInstance)
              .map(StorageResource.class::cast)
              .filter(one ->
                  one.storage()
                      .toString()
                      .equals(prepared.call().pathValues().getOrDefault("storage", "")))
              .toList();
      return context.visibility().hiddenVolumes(null, storages);
    }
    return new Hidden(context.visibility(), prepared.product())
        .beside(prepared.call().endpoint(), empty);
  }

  private String text(
      List<RowFilter> filters, int all, Rows<JsonNode> rows, List<String> notes, String key) {
    List<String> lines = new ArrayList<>();
    String count = Amounts.count(all, "row");
    lines.add(
        filters.isEmpty()
            ? count + "."
            : "%d of %s: %s."
                .formatted(
                    rows.matching(),
                    count,
                    filters.stream().map(RowFilter::toString).collect(Collectors.joining(", "))));
    lines.addAll(notes);
    if (!rows.shown().isEmpty()) {
      lines.addAll(rows(rows.shown(), key));
    }
    if (!rows.range().isEmpty()) {
      lines.add(rows.range());
    }
    return String.join("\n", lines);
  }

  private List<String> rows(List<JsonNode> rows, String key) {
    if (rows.stream().allMatch(ReadRun::isLine)) {
      return List.of(Foreign.log(rows.stream().map(row -> row.path("t").asString("")).toList()));
    }
    if (rows.stream().allMatch(JsonNode::isString)) {
      return List.of(Foreign.log(rows.stream().map(JsonNode::asString).toList()));
    }
    if (!rows.stream().allMatch(JsonNode::isObject)) {
      return rows.stream().map(row -> ValueText.cell("", row)).toList();
    }
    return Table.of(rows, key, args.fields(), args.format() == Format.DETAILED).lines();
  }

  /** A line of a log: its number and its text. */
  private static boolean isLine(JsonNode row) {
    return row.size() == 2 && row.has("n") && row.has("t");
  }

  private ObjectNode json(Rows<JsonNode> rows, List<String> notes) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("matching", rows.matching());
    var array = json.putArray("rows");
    for (JsonNode row : rows.shown()) {
      array.add(ValueText.cleaned(row.isObject() ? picked(row) : row));
    }
    if (rows.more()) {
      json.put("nextCursor", rows.next());
    }
    if (!notes.isEmpty()) {
      var said = json.putArray("notes");
      notes.forEach(said::add);
    }
    return json;
  }

  private JsonNode picked(JsonNode row) {
    if (args.fields().isEmpty()) {
      return row;
    }
    ObjectNode picked = JsonNodeFactory.instance.objectNode();
    args.fields().stream().filter(row::has).forEach(name -> picked.set(name, row.path(name)));
    return picked;
  }
}
