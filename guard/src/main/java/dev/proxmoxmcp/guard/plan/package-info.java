/** Plans: what a call would do, bound to the state it was made for, before anything is done. */
package dev.proxmoxmcp.guard.plan;
