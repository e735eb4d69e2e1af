/** The firewall of the cluster, its nodes, guests and networks: rules, groups, sets and options. */
package dev.proxmoxmcp.simulator.firewall;
