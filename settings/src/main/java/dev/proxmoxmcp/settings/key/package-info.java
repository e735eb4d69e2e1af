/** Every key of the settings, said once: what reads, checks, shows and documents them asks here. */
package dev.proxmoxmcp.settings.key;
