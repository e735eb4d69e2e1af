package dev.proxmoxmcp.client.datastore;

import dev.proxmoxmcp.client.DatastoreName;
import dev.proxmoxmcp.client.Usage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A datastore and how full it is.
 *
 * @param usage null where the token may not see it, or the datastore cannot be read
 * @param fullAt when it will be full if it goes on as in the last month; null if not told
 * @param error why it cannot be read, in the server's words: untrusted text; "" if it can
 */
public record DatastoreUsage(
    DatastoreName name, @Nullable Usage usage, @Nullable Instant fullAt, String error) {}
