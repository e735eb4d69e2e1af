package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.HostAddress;

/** Answers without a host, for what reads them. */
public final class Answers {
  private Answers() {}

  /** A good answer with {@code data}, which is JSON. */
  public static Answer of(String data) {
    Attempt attempt = new Attempt("lab", HostAddress.of("pve1"), "look", "GET /x", Tier.READ, null);
    return new Answer(attempt, new Reply(200, "OK", "application/json", "{\"data\":" + data + "}"));
  }
}
