package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.ClientInfo;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who sent a request and how to talk to him.
 *
 * @param caller on whose behalf
 * @param client with which program
 * @param wording in which revision
 * @param finish what the era adds to every result
 */
public record Asker(
    Caller caller, ClientInfo client, Wording wording, UnaryOperator<ObjectNode> finish) {}
