package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.Secret;
import java.util.Map;
import java.util.Optional;

/** Where secrets are read from. Holds the environment, so it prints nothing and is no record. */
final class SecretSource {
  private final Map<String, String> environment;

  SecretSource(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * The secret that is meant.
   *
   * @param place begins every message
   * @throws SettingsException if there is none, or others can read it
   */
  Secret read(String place, SecretReference reference, FilePaths paths) {
    return switch (reference) {
      case SecretReference.FromVariable(String name) ->
          Optional.ofNullable(environment.get(name))
              .map(String::strip)
              .filter(value -> !value.isEmpty())
              .map(Secret::of)
              .orElseThrow(() ->
                  new SettingsException(
                      place + ": the environment variable " + name + " is not set."));
      case SecretReference.FromFile(String text) ->
          SecretFile.of(environment)
              .read(
                  place,
                  paths
                      .path(text)
                      .orElseThrow(() ->
                          new SettingsException(place + ": what stands after file: is no path.")));
    };
  }
}
