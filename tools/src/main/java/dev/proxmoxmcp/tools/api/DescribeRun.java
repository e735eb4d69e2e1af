package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.catalog.ApiEndpoint;
import dev.proxmoxmcp.client.catalog.ApiMethod;
import dev.proxmoxmcp.client.catalog.ApiParameter;
import dev.proxmoxmcp.client.catalog.ApiSummaries;
import dev.proxmoxmcp.client.catalog.HostCatalog;
import dev.proxmoxmcp.client.catalog.PathMatch;
import dev.proxmoxmcp.client.catalog.PrivilegeCheck;
import dev.proxmoxmcp.client.catalog.Requirement;
import dev.proxmoxmcp.client.catalog.RootOnly;
import dev.proxmoxmcp.client.catalog.Sent;
import dev.proxmoxmcp.client.catalog.Standing;
import dev.proxmoxmcp.client.catalog.TierTable;
import dev.proxmoxmcp.client.catalog.Verdict;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One description of an endpoint.
 *
 * @param args what was asked for
 * @param context of the call
 */
record DescribeRun(ApiDescribeTool.Args args, CallContext context) {
  /** More optional parameters than that are only named. */
  private static final int TOLD = 15;

  private static final int MOST_IN_FULL = 15;
  private static final int SAID_LENGTH = 200;

  ToolReply reply() {
    HostCatalog host = context.recent().catalogs().current();
    Lookup lookup = new Lookup(host);
    PathMatch.Found found = placed(host, lookup.find(EndpointName.of(args.endpoint())));
    ApiEndpoint endpoint = found.endpoint();
    List<String> lines = new ArrayList<>();
    lines.add(endpoint.title() + ": " + summary(host, endpoint));
    Directory directory = Directory.of(host.catalog(), endpoint);
    if (endpoint.method() == ApiMethod.GET && directory.isIndex()) {
      lines.add("A directory of the paths below it: " + directory.names() + ".");
      return ToolReply.done(String.join("\n", lines));
    }
    if (!args.parameters().isEmpty()) {
      lines.addAll(inFull(endpoint));
      return ToolReply.done(String.join("\n", lines));
    }
    Example example = Example.of(context, host.catalog(), found);
    Verdict verdict = TierTable.builtIn().of(host.catalog().product(), endpoint, sent(example));
    lines.add(tier(verdict));
    lines.add(needs(host.catalog().product(), endpoint, example));
    lines.addAll(parameters(host.catalog().product(), endpoint));
    lines.add("Answers: " + ParameterText.answer(endpoint.returns()) + ".");
    lines.addAll(lookup.differences(endpoint));
    lines.addAll(Hints.of(endpoint));
    lines.add(example.told(verdict.tier()));
    Example.ofRestore(context, host.catalog(), found)
        .ifPresent(restore -> lines.add(restore.told(verdict.tier())));
    TypedTools.of(endpoint, context).ifPresent(lines::add);
    if (!host.note().isEmpty()) {
      lines.add(host.note());
    }
    return ToolReply.done(String.join("\n", lines));
  }

  /** With the vmid of a guest that is named, where the path has the right kind. */
  private PathMatch.Found placed(HostCatalog host, PathMatch.Found found) {
    return new Placing(context, host.catalog().product(), false).of(found, Map.of()).found();
  }

  private static String summary(HostCatalog host, ApiEndpoint endpoint) {
    return ApiSummaries.builtIn()
        .of(host.catalog().product(), endpoint.method(), endpoint.template())
        .orElseGet(() ->
            endpoint.notes().description().isBlank()
                ? "the host says nothing of what it does"
                : "the host says " + Foreign.quoted(endpoint.notes().description(), SAID_LENGTH));
  }

  private String tier(Verdict verdict) {
    return "Tier "
        + verdict.tier().label()
        + " ("
        + verdict.why()
        + (context.allows(verdict.tier()) ? ")." : "), which this server does not allow.");
  }

  private String needs(Product product, ApiEndpoint endpoint, Example example) {
    Standing standing =
        PrivilegeCheck.asking(context.recent().access()).of(product, endpoint, sent(example));
    Requirement needed = Requirement.of(product, endpoint, sent(example));
    String text = "Needs " + needed.text() + ".";
    return needed instanceof Requirement.AnyLogin
        ? text
        : text
            + " "
            + new ProductGrants(context.recent().access().authId(), product).told(standing);
  }

  private static Sent sent(Example example) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    example.values().forEach((name, value) -> values.put(name, List.of(String.valueOf(value))));
    return Sent.of(values);
  }

  private List<String> parameters(Product product, ApiEndpoint endpoint) {
    List<String> placeholders = endpoint.placeholders();
    List<String> lines = new ArrayList<>();
    List<ApiParameter> optional = new ArrayList<>();
    List<String> required = new ArrayList<>();
    placeholders.forEach(name -> {
      ApiParameter parameter = endpoint.parameters().get(name);
      required.add(
          "  "
              + (parameter == null ? name : ParameterText.line(parameter))
              + " (in the path"
              + (name.equals("node") && placeholders.contains("vmid")
                  ? "; found from the guest)"
                  : name.equals("vmid") ? "; or the guest's name)" : ")"));
    });
    endpoint.parameters().values().stream()
        .filter(parameter -> !placeholders.contains(parameter.name()))
        .forEach(parameter -> {
          if (parameter.required()) {
            required.add("  " + ParameterText.line(parameter));
          } else {
            optional.add(parameter);
          }
        });
    lines.add(required.isEmpty() ? "Requires no parameter." : "Required:");
    lines.addAll(required);
    if (optional.size() > TOLD) {
      lines.add(
          "Optional, "
              + optional.size()
              + " (parameters=[\""
              + optional.getFirst().name()
              + "\"] tells one in full): "
              + String.join(", ", optional.stream().map(ApiParameter::name).toList()));
    } else if (!optional.isEmpty()) {
      lines.add("Optional:");
      optional.forEach(parameter ->
          lines.add(
              "  " + ParameterText.line(parameter) + rootAlone(product, endpoint, parameter)));
    }
    if (endpoint.is(ApiEndpoint.Trait.MORE_PARAMETERS)) {
      lines.add("It takes others as well, which its schema does not name.");
    }
    return lines;
  }

  private String rootAlone(Product product, ApiEndpoint endpoint, ApiParameter parameter) {
    Sent alone = Sent.of(Map.of(parameter.name(), List.of("1")));
    return RootOnly.among(context.recent().access().authId(), product, endpoint, alone)
            .contains(parameter.name())
        ? "; for root@pam alone"
        : "";
  }

  private List<String> inFull(ApiEndpoint endpoint) {
    List<ApiParameter> wanted =
        endpoint.parameters().values().stream()
            .filter(
                parameter -> args.parameters().stream().anyMatch(part -> names(part, parameter)))
            .toList();
    if (wanted.isEmpty()) {
      return List.of(
          "No parameter is named like that; it takes "
              + String.join(", ", endpoint.parameters().keySet())
              + ".");
    }
    List<String> lines = new ArrayList<>();
    wanted.stream()
        .limit(MOST_IN_FULL)
        .forEach(
            parameter -> ParameterText.lines(parameter).forEach(line -> lines.add("  " + line)));
    if (wanted.size() > MOST_IN_FULL) {
      lines.add(
          "… and "
              + (wanted.size() - MOST_IN_FULL)
              + " more: "
              + String.join(
                  ", ", wanted.stream().skip(MOST_IN_FULL).map(ApiParameter::name).toList()));
    }
    return lines;
  }

  private static boolean names(String part, ApiParameter parameter) {
    return parameter.isNamedBy(part)
        || parameter.name().toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
