package dev.proxmoxmcp.client.node;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A certificate of a node.
 *
 * @param file {@code pve-ssl.pem}, or {@code pveproxy-ssl.pem} where people put their own
 * @param end after which it is refused; null if not told
 * @param fingerprint SHA-256 as Proxmox writes it; "" if not told
 */
public record NodeCertificate(String file, @Nullable Instant end, String fingerprint) {}
