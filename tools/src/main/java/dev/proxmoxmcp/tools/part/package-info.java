/** Answers that are put together from several requests. */
package dev.proxmoxmcp.tools.part;
