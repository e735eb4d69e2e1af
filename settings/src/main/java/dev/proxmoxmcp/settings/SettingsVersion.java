package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.Section.Text;
import dev.proxmoxmcp.settings.key.Keys;

/** Which versions of the file this program reads. There is no older form than the present one. */
final class SettingsVersion {
  private SettingsVersion() {}

  /**
   * Reports a version that is none.
   *
   * @throws SettingsException if a newer program wrote the file: what else seems wrong is not
   */
  static void check(Section root, Text version) {
    if (!version.text().matches("[1-9][0-9]{0,8}")) {
      root.problem(
          version,
          "version is a whole number, "
              + Keys.CURRENT
              + " for this program, got \""
              + HostText.printable(version.text())
              + "\".");
      return;
    }
    int number = Integer.parseInt(version.text());
    if (number > Keys.CURRENT) {
      throw new SettingsException(
          version.place()
              + ": this program reads version "
              + Keys.CURRENT
              + " of the settings file, and this one is of version "
              + number
              + ": a newer program wrote it. Update this program, or write the file anew by"
              + " docs/settings.md.");
    }
  }
}
