/** The rules: which calls may go on by themselves, which need a person, and which may not. */
package dev.proxmoxmcp.guard.policy;
