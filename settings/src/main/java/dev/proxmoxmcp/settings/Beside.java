package dev.proxmoxmcp.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of one host, set beside a settings file: one of the two would be ignored in
 * silence, so they are refused unless they say the same.
 */
final class Beside {
  /** The variables of one host. */
  static final List<String> VARIABLES =
      List.of(
          "PROXMOX_HOST",
          "PROXMOX_PORT",
          "PROXMOX_KIND",
          "PROXMOX_USER",
          "PROXMOX_TOKEN_NAME",
          "PROXMOX_CA_FILE",
          "PROXMOX_FINGERPRINT",
          "PROXMOX_VERIFY_SSL");

  private Beside() {}

  /**
   * @param file what says the settings, for messages
   * @throws SettingsException if variables are set that do not say what the file says
   */
  static void check(String file, List<ClusterEntry> clusters, Map<String, String> environment) {
    List<String> set = EnvironmentSettings.set(environment);
    if (set.isEmpty()) {
      return;
    }
    Optional<ClusterEntry> variables = complete(environment);
    if (clusters.size() > 1 || variables.isEmpty()) {
      throw new SettingsException(
          "%s set, and %s configures %s; one of the two would be ignored. Unset the variables, or"
                  .formatted(
                      String.join(", ", set) + (set.size() > 1 ? " are" : " is"),
                      file,
                      clusters.size() > 1 ? "several clusters" : "the cluster too")
              + " take the cluster out of the file.");
    }
    List<String> differences = differences(file, clusters.getFirst(), variables.get());
    if (!differences.isEmpty()) {
      throw new SettingsException(differences);
    }
  }

  /** What the variables say, if they say enough to be compared. */
  private static Optional<ClusterEntry> complete(Map<String, String> environment) {
    try {
      return Optional.of(EnvironmentSettings.read(environment));
    } catch (SettingsException _) {
      return Optional.empty();
    }
  }

  private static List<String> differences(String file, ClusterEntry here, ClusterEntry variables) {
    List<String> differences = new ArrayList<>();
    if (!here.endpoints().containsAll(variables.endpoints())) {
      differences.add(
          "PROXMOX_HOST says %s and %s says %s; keep one of them."
              .formatted(variables.endpoints().getFirst(), file, here.endpoints().getFirst()));
    }
    if (here.login().kind() != variables.login().kind()) {
      differences.add("PROXMOX_KIND says another kind than %s; keep one of them.".formatted(file));
    }
    if (!here.login().id().equals(variables.login().id())) {
      differences.add(
          "PROXMOX_USER and PROXMOX_TOKEN_NAME say %s and %s says %s; keep one of them."
              .formatted(
                  HostText.printable(variables.login().id()),
                  file,
                  HostText.printable(here.login().id())));
    }
    if (!here.login().secret().equals(variables.login().secret())) {
      differences.add(
          "PROXMOX_TOKEN_VALUE holds another secret than the token-value of %s; keep one of them."
              .formatted(file));
    }
    if (!here.trust().equals(variables.trust())) {
      differences.add(
          "%s says otherwise than %s how the certificate is verified; keep one of them."
              .formatted(variables.places().trust(), file));
    }
    return differences;
  }
}
