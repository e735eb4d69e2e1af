/**
 * The Proxmox VE client: {@link dev.proxmoxmcp.client.Cluster} and how to open one, ids with their
 * grammars, the {@link dev.proxmoxmcp.client.Gate} that every request passes, and the errors, all
 * of them {@link dev.proxmoxmcp.client.ProxmoxException}s.
 */
package dev.proxmoxmcp.client;
