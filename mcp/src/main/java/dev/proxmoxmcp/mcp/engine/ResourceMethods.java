package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.Resource;
import dev.proxmoxmcp.mcp.api.ResourceContents;
import dev.proxmoxmcp.mcp.api.ResourceTemplate;
import dev.proxmoxmcp.mcp.api.Resources;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Json;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import dev.proxmoxmcp.mcp.rpc.Shown;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code resources/list}, {@code resources/templates/list} and {@code resources/read}.
 *
 * @param resources what the server has to read
 * @param pages how lists are cut
 */
record ResourceMethods(Resources resources, Pages pages) {
  Work list(Request request, Wording wording) {
    return Work.of(
        "resources/list",
        call -> {
          Pages.Page<Resource> page = pages.of(resources.list(call), request.params());
          ObjectNode result = Json.object();
          ArrayNode list = result.putArray("resources");
          page.entries().forEach(one -> list.add(wording.content().resource(one)));
          return page.on(result);
        });
  }

  ObjectNode templates(Request request, Wording wording) throws RpcException {
    Pages.Page<ResourceTemplate> page = pages.of(resources.templates(), request.params());
    ObjectNode result = Json.object();
    ArrayNode list = result.putArray("resourceTemplates");
    page.entries().forEach(one -> list.add(wording.content().template(one)));
    return page.on(result);
  }

  Work read(Request request, Asker asker) throws RpcException {
    String uri = Dispatcher.text(request.params(), "uri");
    return Work.of(
        "resource=" + Shown.name(uri),
        call -> {
          try {
            List<ResourceContents> found =
                resources
                    .read(uri, call)
                    .orElseThrow(
                        () -> RpcException.resourceNotFound(asker.rules().resourceNotFound(), uri));
            ObjectNode result = Json.object();
            ArrayNode contents = result.putArray("contents");
            found.forEach(one -> contents.add(asker.wording().content().contents(one)));
            return result;
          } catch (Resources.ReadFailure failure) {
            throw RpcException.failed(String.valueOf(failure.getMessage()));
          }
        });
  }
}
