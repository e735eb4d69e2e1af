/** From what the settings say about what is allowed to the rules of the guard. */
package dev.proxmoxmcp.app.policy;
