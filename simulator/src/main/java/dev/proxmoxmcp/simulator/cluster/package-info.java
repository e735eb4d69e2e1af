/** What concerns the cluster as a whole: its status, resources and pools. */
package dev.proxmoxmcp.simulator.cluster;
