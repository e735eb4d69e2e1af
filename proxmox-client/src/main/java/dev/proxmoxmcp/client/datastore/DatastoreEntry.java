package dev.proxmoxmcp.client.datastore;

import dev.proxmoxmcp.client.DatastoreName;

/**
 * A datastore as the server lists it.
 *
 * @param comment untrusted text; "" for none, and where the token sees a part of it alone
 * @param maintenance such as {@code read-only}, with a message of people: untrusted text; "" if it
 *     is in none
 */
public record DatastoreEntry(DatastoreName name, String comment, String maintenance) {}
