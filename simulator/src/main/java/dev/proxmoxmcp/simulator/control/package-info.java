/** The control port: what a script may do to a simulated cluster. */
package dev.proxmoxmcp.simulator.control;
