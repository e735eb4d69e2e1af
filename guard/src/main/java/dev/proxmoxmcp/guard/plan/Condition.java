package dev.proxmoxmcp.guard.plan;

/**
 * Something that was so when a plan was made, and must still be so when it is run.
 *
 * @param name what: {@code VM 101 state}; unique within a plan
 * @param value how it was: {@code running}
 */
public record Condition(String name, String value) {}
