/** The cluster's time and the tasks that take it; {@code /nodes/{node}/tasks}. */
package dev.proxmoxmcp.simulator.task;
