package dev.proxmoxmcp.simulator.scenario;

/** A cluster that can be built. */
public interface Plan {
  /** Builds it; once. */
  World build();

  /** Its tokens. */
  HomelabAccess access();
}
