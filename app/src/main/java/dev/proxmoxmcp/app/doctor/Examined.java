package dev.proxmoxmcp.app.doctor;

import java.util.List;

/**
 * All that was found of one subject.
 *
 * @param subject the name of a cluster, or {@code settings}
 * @param where its address or file; "" for none
 */
public record Examined(String subject, String where, List<Finding> findings) {
  /** Copies the list. */
  public Examined {
    findings = List.copyOf(findings);
  }

  /** The worst of the findings. */
  public Finding.Level worst() {
    return findings.stream().map(Finding::level).max(Enum::compareTo).orElse(Finding.Level.OK);
  }
}
