/** Sends the audit trail elsewhere, where whoever can change it here cannot reach it. */
package dev.proxmoxmcp.store.forward;
