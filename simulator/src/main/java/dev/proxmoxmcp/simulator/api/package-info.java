/**
 * The API as such: finds the endpoint, checks login, rights and parameters in Proxmox's order, and
 * wraps answers. Features register their endpoints as data.
 */
package dev.proxmoxmcp.simulator.api;
