package dev.proxmoxmcp.simulator.api;

/** How much stands behind the answers of a route. */
public enum Coverage {
  /** State, as far as the parameters that the route declares go. */
  DECLARED,

  /** State, for all parameters that are published. */
  WHOLE,

  /** Nothing but the right shape. */
  SHAPE
}
