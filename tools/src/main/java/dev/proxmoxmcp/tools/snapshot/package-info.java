/** Tools for the snapshots of guests. */
package dev.proxmoxmcp.tools.snapshot;
