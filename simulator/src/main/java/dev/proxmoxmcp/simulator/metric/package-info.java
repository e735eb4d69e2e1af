/** What was measured over time; {@code …/rrddata}. */
package dev.proxmoxmcp.simulator.metric;
