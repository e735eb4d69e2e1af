package dev.proxmoxmcp.app.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * A home folder with configurations of clients in it.
 *
 * @param folder it exists
 */
record ClientHome(Path folder) {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-29T21:30:00Z"));
  static final ServerEntry ENTRY =
      new ServerEntry("proxmox", "/opt/proxmox mcp/bin/proxmox-mcp", List.of("serve"));

  ClientSetup setup() {
    return new ClientSetup(new ClientPlaces(ClientPlaces.Os.LINUX, folder, Map.of()));
  }

  Path given(McpClient client, String text) throws IOException {
    Path file = setup().file(client);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  String changed(McpClient client, String before) throws IOException {
    Path file = given(client, before);
    setup().plan(client, ENTRY).apply(CLOCK);
    return Files.readString(file);
  }
}
