package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Product;

/**
 * Which host, and how it proves itself.
 *
 * @param name of the cluster here
 */
record Target(String name, Product product, HostAddress host, HostIdentity identity) {}
