/** Twenty secrets through every path of the program, and none comes out anywhere. */
package dev.proxmoxmcp.verification.secret;
