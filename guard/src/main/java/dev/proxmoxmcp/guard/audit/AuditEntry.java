package dev.proxmoxmcp.guard.audit;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that is to be recorded.
 *
 * @param at when it happened
 * @param event what
 * @param origin whose doing it is
 * @param detail all else; holds no secret and no output of a command. Not changed after this
 */
public record AuditEntry(Instant at, Event event, Origin origin, ObjectNode detail) {}
