/**
 * The extension {@code io.modelcontextprotocol/tasks} of 2026-07-28 (SEP-2663): calls that go on
 * while the client polls, kept in a store that may outlive the process.
 */
package dev.proxmoxmcp.mcp.tasks;
