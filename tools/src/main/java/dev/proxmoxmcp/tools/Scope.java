package dev.proxmoxmcp.tools;

/** Over how many clusters one call of a tool reaches, where several are configured. */
public enum Scope {
  /** One cluster: named by the caller, or found by what the call names. */
  ONE,
  /** One cluster, which the caller names: nothing else in a call tells which. */
  NAMED,
  /** Every cluster, unless the caller names one: each answers for itself. */
  EACH,
  /** None: it is about this server itself. */
  SERVER
}
