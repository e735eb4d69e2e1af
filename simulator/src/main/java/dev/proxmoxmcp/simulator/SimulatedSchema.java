package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.catalog.SchemaScript;
import dev.proxmoxmcp.simulator.http.Reaction.Reply;
import dev.proxmoxmcp.simulator.http.WireRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The description of the API that a node serves to everybody at {@code
 * /pve-docs/api-viewer/apidata.js}: a script for a browser. A test can have it say something else.
 * Thread-safe.
 */
public final class SimulatedSchema {
  private static final String PATH = "/pve-docs/api-viewer/apidata.js";

  private volatile @Nullable String script;

  SimulatedSchema() {}

  /** What it says from now on. */
  public void says(String text) {
    script = text;
  }

  /** What it says: that of Proxmox VE 9.2, unless a test said otherwise. */
  public String text() {
    String said = script;
    return said == null ? SchemaScript.text() : said;
  }

  Optional<Reply> answer(WireRequest wire) {
    return wire.method().equals("GET") && wire.rawPath().equals(PATH)
        ? Optional.of(Reply.of(200, "OK", "application/javascript", text()))
        : Optional.empty();
  }
}
