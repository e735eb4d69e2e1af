/**
 * The era without sessions: 2026-07-28. Metadata on every request, headers that repeat the body.
 */
package dev.proxmoxmcp.mcp.modern;
