package dev.proxmoxmcp.guard;

/**
 * What keeps the guard from being got round, each by itself. Tests take one away at a time and show
 * that its attack then succeeds, so that none is there for nothing and none is untested.
 */
enum Mitigation {
  /** A plan is its principal's alone. */
  PRINCIPAL,
  /** A plan is run once. */
  ONCE,
  /** A plan ends after a while. */
  EXPIRY,
  /** A plan is run for the state and the steps that were seen. */
  DIGEST,
  /** What rules do not allow waits for a person. */
  APPROVAL,
  /** Rules are asked again when a plan is run. */
  RULES_AT_RUN,
  /** Freeze and rate are asked at the moment at which a change is let go. */
  ADMISSION,
  /** Who read what a guest wrote needs a person for grave things. */
  TAINT,
  /** The name of a protected guest is typed. */
  NAME,
  /** A person approves what he saw. */
  SEEN,
  /** A plan is decided about once. */
  DECIDED,
  /** A standing approval counts for its principal, cluster, tool, tiers and guests. */
  SCOPE,
  /** A standing approval counts so often. */
  USES,
  /** What leaves is the next step of a grant. */
  NEXT_STEP
}
