/** How tasks are told, by every tool that starts or shows one. */
package dev.proxmoxmcp.tools.task;
