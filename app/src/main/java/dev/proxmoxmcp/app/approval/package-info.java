/** Decisions of a person at the command line: his passphrase, and what he decides about. */
package dev.proxmoxmcp.app.approval;
