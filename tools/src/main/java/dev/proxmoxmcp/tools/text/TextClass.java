package dev.proxmoxmcp.tools.text;

/** Who wrote a text that a tool shows, and so how far it is trusted. */
public enum TextClass {
  /**
   * Nobody at will: ids, words and numbers of Proxmox, held against a grammar by us or shown as a
   * single word at most.
   */
  FACT,
  /**
   * People and programs that run the cluster: names, notes, tags, comments, settings, errors of the
   * host. It is cleaned, bounded and marked.
   */
  ADMIN_WRITTEN,
  /**
   * Whoever is root in a guest: what its agent tells, output and files, logs of tasks and of nodes.
   * It is cleaned, bounded and marked, and taints who reads it.
   */
  GUEST_WRITTEN
}
