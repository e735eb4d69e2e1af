/**
 * The server that the public conformance suite asks for, and what the suite leaves out: the same
 * over stdio. The suite itself runs in {@code verification/conformance.sh}.
 */
@org.jspecify.annotations.NullMarked
package dev.proxmoxmcp.verification.conformance;
