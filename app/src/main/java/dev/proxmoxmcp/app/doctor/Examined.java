package dev.proxmoxmcp.app.doctor;

import java.util.Comparator;
import java.util.List;

/**
 * All that was found of one subject.
 *
 * @param subject the name of a cluster, or {@value #HERE}
 * @param where its address or file; "" for none
 */
public record Examined(String subject, String where, List<Finding> findings) {
  /** The subject that is no cluster: this machine, and the settings on it. */
  public static final String HERE = "here";

  /** Copies the list, in the order of the checks. */
  public Examined {
    findings = findings.stream().sorted(Comparator.comparing(Finding::check)).toList();
  }
}
