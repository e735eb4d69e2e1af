/** How the program itself is watched: figures for Prometheus, traces for OpenTelemetry. */
@org.jspecify.annotations.NullMarked
module dev.proxmoxmcp.telemetry {
  requires transitive dev.proxmoxmcp.base;
  requires dev.proxmoxmcp.json;
  requires tools.jackson.databind;
  requires static org.jspecify;

  exports dev.proxmoxmcp.telemetry;
}
