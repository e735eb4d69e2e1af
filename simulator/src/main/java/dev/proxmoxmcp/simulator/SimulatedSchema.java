package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.catalog.Catalog;
import dev.proxmoxmcp.simulator.catalog.SchemaScript;
import dev.proxmoxmcp.simulator.http.Reaction.Reply;
import dev.proxmoxmcp.simulator.http.WireRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The description of the API that a node serves to everybody at {@code
 * /pve-docs/api-viewer/apidata.js}: a script for a browser. A test can have it say something else.
 * Thread-safe.
 */
public final class SimulatedSchema {
  private static final String PATH = "/pve-docs/api-viewer/apidata.js";

  private static final Map<String, String> OF_VERSIONS = new ConcurrentHashMap<>();

  private volatile @Nullable String script;

  /** Made when it is first asked for. */
  private final Supplier<String> own;

  SimulatedSchema(Catalog catalog) {
    this.own = () -> OF_VERSIONS.computeIfAbsent(catalog.version(), _ -> SchemaScript.of(catalog));
  }

  /** What it says from now on. */
  public void says(String text) {
    script = text;
  }

  /** What it says: that of the simulated version, unless a test said otherwise. */
  public String text() {
    String said = script;
    return said == null ? own.get() : said;
  }

  Optional<Reply> answer(WireRequest wire) {
    return wire.method().equals("GET") && wire.rawPath().equals(PATH)
        ? Optional.of(Reply.of(200, "OK", "application/javascript", text()))
        : Optional.empty();
  }
}
