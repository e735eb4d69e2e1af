/** Settings of the cluster that are kept and shown, and that nothing else depends on. */
package dev.proxmoxmcp.simulator.kept;
