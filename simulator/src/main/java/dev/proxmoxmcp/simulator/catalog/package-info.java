/** What the API of a real host can do, as its own schema says. */
package dev.proxmoxmcp.simulator.catalog;
