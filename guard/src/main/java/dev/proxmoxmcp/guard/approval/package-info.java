/** How a person shows that he is one, where a program could type for him. */
package dev.proxmoxmcp.guard.approval;
