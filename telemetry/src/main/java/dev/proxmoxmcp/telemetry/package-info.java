/** How the program itself is watched, by those who run it. */
package dev.proxmoxmcp.telemetry;
