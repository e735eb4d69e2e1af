package dev.proxmoxmcp.settings;

import org.jspecify.annotations.Nullable;

/**
 * What the settings say about how the program itself is watched.
 *
 * @param metrics whether {@code serve --http} answers at {@code /metrics}
 * @param traces who gets its traces by OTLP over HTTP; null for nobody
 */
public record TelemetryEntry(boolean metrics, @Nullable PostTarget traces) {
  /** Of settings that say nothing. */
  public static final TelemetryEntry NONE = new TelemetryEntry(false, null);
}
