package dev.proxmoxmcp.client;

/** How old an answer to a read may be. */
public enum Freshness {
  /**
   * Of now: every read is a request of its own. For whoever decides by the answer: plans,
   * approvals, waiting, diagnosis.
   */
  NOW,
  /**
   * Up to two seconds old, unless something was written to the cluster meanwhile; equal reads at
   * the same time share a request. For whoever shows the answer.
   */
  RECENT
}
