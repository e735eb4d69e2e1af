/** Secrets at rest: private files, and the sealed store. It knows nothing of the settings file. */
package dev.proxmoxmcp.settings.secret;
