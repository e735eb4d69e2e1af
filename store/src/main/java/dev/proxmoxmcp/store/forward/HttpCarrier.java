package dev.proxmoxmcp.store.forward;

import dev.proxmoxmcp.base.wire.Post;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** One POST of a list of JSON for each batch, which counts as sent when it was taken. */
record HttpCarrier(Post post) implements Carrier {
  @Override
  public void send(List<Line> lines) throws IOException {
    post.send(
        lines.stream()
            .map(Line::text)
            .collect(Collectors.joining(",", "[", "]"))
            .getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {}
}
