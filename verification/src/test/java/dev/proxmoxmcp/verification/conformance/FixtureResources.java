package dev.proxmoxmcp.verification.conformance;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.McpCall;
import dev.proxmoxmcp.mcp.api.Resource;
import dev.proxmoxmcp.mcp.api.ResourceContents;
import dev.proxmoxmcp.mcp.api.ResourceTemplate;
import dev.proxmoxmcp.mcp.api.Resources;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resources of the suite. One of them can be watched, and changes when a tool says so. */
final class FixtureResources implements Resources {
  private static final String TEXT = "test://static-text";
  private static final String BINARY = "test://static-binary";
  private static final String WATCHED = "test://watched-resource";
  private static final Pattern TEMPLATE = Pattern.compile("test://template/([^/]+)/data");

  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

  @Override
  public List<Resource> list(McpCall call) {
    return List.of(
        new Resource(TEXT, "static-text", "Static text", "A static text.", "text/plain"),
        new Resource(BINARY, "static-binary", "Static binary", "A red dot.", "image/png"),
        new Resource(WATCHED, "watched", "Watched", "Changes now and then.", "text/plain"));
  }

  @Override
  public List<ResourceTemplate> templates() {
    return List.of(
        new ResourceTemplate(
            "test://template/{id}/data",
            "template",
            "Template",
            "The data of one id.",
            "application/json"));
  }

  @Override
  public Optional<List<ResourceContents>> read(String uri, McpCall call) {
    return contents(uri).map(List::of);
  }

  @Override
  public boolean watchable() {
    return true;
  }

  @Override
  public Optional<Watch> watch(String uri, Caller caller, Runnable changed) {
    if (!uri.equals(WATCHED)) {
      return Optional.empty();
    }
    watchers.add(changed);
    return Optional.of(() -> watchers.remove(changed));
  }

  /** Tells those who watch that the watched resource is another. */
  void change() {
    watchers.forEach(Runnable::run);
  }

  private static Optional<ResourceContents> contents(String uri) {
    Matcher template = TEMPLATE.matcher(uri);
    if (template.matches()) {
      String id = template.group(1);
      return Optional.of(
          new ResourceContents.Text(
              uri,
              "application/json",
              FixtureJson.object()
                  .put("id", id)
                  .put("templateTest", true)
                  .put("data", "Data for ID: " + id)
                  .toString()));
    }
    return switch (uri) {
      case TEXT ->
          Optional.of(
              new ResourceContents.Text(
                  uri, "text/plain", "This is the content of the static text resource."));
      case WATCHED ->
          Optional.of(new ResourceContents.Text(uri, "text/plain", "Watched, and as it was."));
      case BINARY ->
          Optional.of(ResourceContents.Blob.of(uri, "image/png", FixtureMedia.picture()));
      default -> Optional.empty();
    };
  }
}
