package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.catalog.ApiMethod;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as somebody names it: {@code POST /nodes/{node}/qemu}.
 *
 * @param method null if it was left out
 * @param path with placeholders or without; not checked
 */
record EndpointName(@Nullable ApiMethod method, String path) {
  /**
   * Reads one.
   *
   * @throws ArgumentProblem if what stands before the path is no method
   */
  static EndpointName of(String text) {
    String stripped = text.strip();
    int blank = stripped.indexOf(' ');
    if (blank < 0) {
      return new EndpointName(null, stripped);
    }
    Optional<ApiMethod> method = ApiMethod.named(stripped.substring(0, blank));
    return new EndpointName(
        method.orElseThrow(() ->
            new ArgumentProblem(
                "An endpoint is a method and a path, such as \"PUT /nodes/{node}/qemu/101"
                    + "/config\"; methods are GET, POST, PUT, DELETE. Got "
                    + Foreign.name(stripped)
                    + ". Nothing was sent.")),
        stripped.substring(blank + 1).strip());
  }
}
