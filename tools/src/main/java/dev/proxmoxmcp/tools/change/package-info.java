/**
 * What every tool that changes something does in the same way: look first, ask the guard, send
 * once, follow the task, tell how it ended and how things are then.
 */
package dev.proxmoxmcp.tools.change;
