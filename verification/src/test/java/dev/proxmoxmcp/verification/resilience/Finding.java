package dev.proxmoxmcp.verification.resilience;

/**
 * A line of the table.
 *
 * @param what was tried
 * @param measured in words, with figures
 * @param target what must be reached
 * @param met whether it was
 */
record Finding(String what, String measured, String target, boolean met) {}
