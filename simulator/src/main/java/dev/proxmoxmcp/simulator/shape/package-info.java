/** Answers of endpoints that no feature keeps state for: right in shape, and no more. */
package dev.proxmoxmcp.simulator.shape;
