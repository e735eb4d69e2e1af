package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.Secret;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who takes POSTs. It holds a secret, which prints as nothing.
 *
 * @param address {@code https:}; {@code http:} to this machine alone
 * @param token shown to him; null for none
 * @param authorities who may sign his certificate, a PEM file; null for those of the system
 */
public record PostTarget(URI address, @Nullable Secret token, @Nullable Path authorities) {}
