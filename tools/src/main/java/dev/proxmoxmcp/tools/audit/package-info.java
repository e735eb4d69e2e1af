/** The audit trail, as far as a client of the server sees it. */
package dev.proxmoxmcp.tools.audit;
