/** Whether what the tools say of their arguments is what they take. */
@org.jspecify.annotations.NullMarked
package dev.proxmoxmcp.verification.argument;
