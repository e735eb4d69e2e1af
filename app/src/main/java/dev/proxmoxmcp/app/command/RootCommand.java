package dev.proxmoxmcp.app.command;

import picocli.CommandLine.Command;

/** The command without a command: shows what there is. */
@Command(
    name = "proxmox-mcp",
    description = "See and operate Proxmox VE clusters, from AI assistants and from the terminal.",
    footer = {
      "",
      "To try it without a Proxmox host: proxmox-mcp demo",
      "Exit codes: 0 well, 1 a tool failed, 64 usage, 69 unavailable, 70 internal error,",
      "77 no permission, 78 configuration."
    })
public final class RootCommand {}
