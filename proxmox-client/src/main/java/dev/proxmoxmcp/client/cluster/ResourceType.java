package dev.proxmoxmcp.client.cluster;

/** What {@link ClusterApi#resources(ResourceType)} is narrowed to. */
public enum ResourceType {
  /** Guests of both kinds. */
  VM("vm"),
  /** Nodes. */
  NODE("node"),
  /** Storages, once for each node that has them. */
  STORAGE("storage");

  private final String parameter;

  ResourceType(String parameter) {
    this.parameter = parameter;
  }

  String parameter() {
    return parameter;
  }
}
