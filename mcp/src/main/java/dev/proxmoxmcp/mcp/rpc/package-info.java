/** Strict JSON-RPC 2.0: reading and writing single messages in UTF-8. It knows no method. */
package dev.proxmoxmcp.mcp.rpc;
