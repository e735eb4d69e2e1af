package dev.proxmoxmcp.settings;

import java.util.List;

/** The configuration cannot be used; the message names every problem and its mend, one a line. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SettingsException(List<String> problems) {
    super(String.join("\n", problems));
  }

  public SettingsException(String problem) {
    this(List.of(problem));
  }
}
