package dev.proxmoxmcp.guard.policy;

/** How closely words must agree. */
enum Reading {
  /** What looks the same is the same. For rules that forbid. */
  GENEROUS,
  /** Sign by sign. For rules that allow. */
  STRICT
}
