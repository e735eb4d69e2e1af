/** Jobs that copy the disks of guests to other nodes. */
package dev.proxmoxmcp.simulator.replication;
