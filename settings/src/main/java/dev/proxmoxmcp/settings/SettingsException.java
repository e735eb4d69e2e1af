package dev.proxmoxmcp.settings;

import java.util.List;

/** The configuration cannot be used; the message names every problem and its mend, one a line. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Of which a message is made. */
  private final transient List<String> problems;

  public SettingsException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public SettingsException(String problem) {
    this(List.of(problem));
  }

  /** Each by itself; one may have several lines. */
  public List<String> problems() {
    return problems;
  }
}
