/** Requests that a person may pick, worded so that a model uses the tools well. */
package dev.proxmoxmcp.tools.prompt;
