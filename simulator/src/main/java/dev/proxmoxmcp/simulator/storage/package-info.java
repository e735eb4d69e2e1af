/** Storages; {@code /storage} and {@code /nodes/{node}/storage}. */
package dev.proxmoxmcp.simulator.storage;
