/**
 * The wire: HTTPS with the manners of pveproxy, and the certificates to present. Knows nothing of
 * the API.
 */
package dev.proxmoxmcp.simulator.http;
