/** What was measured over time. */
package dev.proxmoxmcp.tools.metric;
