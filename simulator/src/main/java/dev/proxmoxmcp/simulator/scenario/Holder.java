package dev.proxmoxmcp.simulator.scenario;

/** Whose token it is: one for each extent of rights. */
public enum Holder {
  /** May do everything. */
  ADMIN,
  /** Reads everything, switches guests on and off, makes and restores their snapshots, backs up. */
  OPERATOR,
  /** Reads everything. */
  AUDITOR,
  /** Reads two guests. */
  NARROW,
  /** Is good and may do nothing. */
  BLIND,
  /** Is no longer good. */
  EXPIRED,
  /** Reads everything but one guest, from which NoAccess takes all. */
  GAPPED,
  /** Has its right on /vms alone, which guests do not inherit. */
  FLAT
}
