/** The era of sessions: 2024-11-05, 2025-06-18 and 2025-11-25. */
package dev.proxmoxmcp.mcp.legacy;
