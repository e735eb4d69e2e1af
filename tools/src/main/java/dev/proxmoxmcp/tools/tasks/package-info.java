/** The tools that look at tasks. They find guests, whose own tools tell of tasks too. */
package dev.proxmoxmcp.tools.tasks;
