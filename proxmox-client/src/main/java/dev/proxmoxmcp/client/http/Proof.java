package dev.proxmoxmcp.client.http;

import org.jspecify.annotations.Nullable;

/**
 * What a request carries to prove as whom it is sent. Holds secrets, so it prints nothing.
 *
 * @param header its name
 * @param value of the header
 * @param csrf what Proxmox wants beside a cookie for all that is no GET; null for none
 */
record Proof(String header, String value, @Nullable String csrf) {
  @Override
  public String toString() {
    return "Proof[redacted]";
  }
}
