/** The cluster as a whole: its nodes' agreement, its version, everything in it. */
package dev.proxmoxmcp.client.cluster;
