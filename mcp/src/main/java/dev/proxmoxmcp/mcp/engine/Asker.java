package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.ClientCapabilities;
import dev.proxmoxmcp.mcp.api.ClientInfo;

/**
 * Who sent a request and how to talk to him.
 *
 * @param caller on whose behalf
 * @param client with which program
 * @param capabilities what that program can do
 * @param wording in which revision
 * @param rules what the era does its own way
 */
public record Asker(
    Caller caller,
    ClientInfo client,
    ClientCapabilities capabilities,
    Wording wording,
    EraRules rules) {}
