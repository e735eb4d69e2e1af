/** Which commands may run in guests: those that have a name, with arguments of a type. */
package dev.proxmoxmcp.guard.command;
