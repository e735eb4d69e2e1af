/**
 * What the API of a host can do: every endpoint with its parameters, as Proxmox itself describes
 * them, and the check of a call before it is sent.
 */
package dev.proxmoxmcp.client.catalog;
