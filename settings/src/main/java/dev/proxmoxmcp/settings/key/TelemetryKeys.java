package dev.proxmoxmcp.settings.key;

import dev.proxmoxmcp.settings.key.Key.Change;
import dev.proxmoxmcp.settings.key.Key.Origin;
import java.util.List;

/** The keys of {@code telemetry}, in the order in which they are documented. */
final class TelemetryKeys {
  static final List<Key> ALL =
      List.of(
          key(
              "metrics",
              Form.of(Shape.FLAG),
              "`true` has `serve --http` answer Prometheus at `/metrics`, to those who may call it"
                  + " ([telemetry](telemetry.md))",
              "false"),
          key(
              "traces",
              Form.of(Shape.TEXT),
              "the `https://` address of an OpenTelemetry collector that gets a trace of every call"
                  + " (OTLP over HTTP), such as `https://otel.example.org/v1/traces`",
              ""),
          key(
              "traces-token",
              new Form(Shape.SECRET, List.of("store:", "file:", "credential:", "env:")),
              "where the bearer token for it is ([secrets](secrets.md)), never the token itself",
              ""),
          key(
              "traces-ca-file",
              Form.of(Shape.PATH),
              "authorities that may sign its certificate, as PEM; without it those of the system",
              ""));

  private TelemetryKeys() {}

  private static Key key(String name, Form form, String meaning, String otherwise) {
    return new Key(
        "telemetry." + name, form, meaning, otherwise, new Origin(1, List.of()), Change.AT_START);
  }
}
