/** The audit trail: what happened, chained so that a change of it is found. */
package dev.proxmoxmcp.guard.audit;
