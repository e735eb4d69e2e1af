/**
 * What clusters consist of. A scenario builds the features' objects and nothing uses it but the
 * start.
 */
package dev.proxmoxmcp.simulator.scenario;
