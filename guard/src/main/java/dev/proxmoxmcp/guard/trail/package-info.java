/** The audit trail as a whole: what signs it, what shortens it, and what verifies it. */
package dev.proxmoxmcp.guard.trail;
