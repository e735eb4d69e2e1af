package dev.proxmoxmcp.client;

/** How far a request that failed had come; decides whether it may be sent again. */
public enum Delivery {
  /** Nothing of it left this process. */
  NOT_SENT,
  /** It was sent, or part of it, and no complete answer came: it may have been carried out. */
  UNKNOWN,
  /** Proxmox answered, so its answer tells. */
  ANSWERED
}
