package dev.proxmoxmcp.settings;

import java.util.Optional;

/** Reads the section {@code telemetry} of the settings. */
record TelemetryReader(Section root, PostReader post) {
  private static final String SECTION = "telemetry";

  TelemetryReader(Section root, FilePaths paths, SecretSource secrets) {
    this(root, new PostReader(paths, secrets, "what is done here", "telemetry-token"));
  }

  /** All of it; what is wrong is reported, and read as if it were not there. */
  TelemetryEntry read() {
    Optional<Section> section = root.section(SECTION);
    if (section.isEmpty()) {
      return TelemetryEntry.NONE;
    }
    Section telemetry = section.get();
    telemetry.allowThoseOf(SECTION);
    return new TelemetryEntry(
        telemetry.flag("metrics", false), post.read(telemetry, "traces").orElse(null));
  }
}
