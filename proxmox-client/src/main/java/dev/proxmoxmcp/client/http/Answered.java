package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.Attempt;

/**
 * An answer, and the try that got it.
 *
 * @param attempt names the member that answered
 */
record Answered(Attempt attempt, Reply reply) {}
