package dev.proxmoxmcp.client;

/** What makes, or is, a TOTP code. Never shown. */
public sealed interface SecondFactor permits TotpSecret, TypedCode {
  /** The code of that {@link TotpSecret#step}. */
  String code(long step);
}
