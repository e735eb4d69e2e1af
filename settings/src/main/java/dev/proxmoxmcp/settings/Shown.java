package dev.proxmoxmcp.settings;

import java.util.List;

/**
 * A value that is in force.
 *
 * @param key its path, such as {@code clusters.lab.host}; without a cluster's name where the
 *     variables of one host name none
 * @param values as they were written; of a secret not itself, but where it is
 * @param origin {@code file:line:column}, a variable's name, or {@value #DEFAULT}
 * @param secret whether it is one
 */
public record Shown(String key, List<String> values, String origin, boolean secret) {
  /** The origin of what nobody wrote. */
  public static final String DEFAULT = "default";

  /** Copies the values. */
  public Shown {
    values = List.copyOf(values);
  }
}
