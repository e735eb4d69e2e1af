package dev.proxmoxmcp.client;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a host answers somebody who has not logged in. All texts are of whoever answered, which need
 * not be Proxmox: untrusted.
 *
 * @param status such as 200
 * @param contentType "" if it told none
 * @param json whether the body is an answer of the Proxmox API
 * @param title of the page that came instead; "" if there is none
 * @param server what it calls itself ({@code Server}); "" if it does not
 * @param via what it says that stands in between ({@code Via}); "" for nothing
 * @param date what it says the time is; null if it does not
 * @param closedAfter how soon it closed the connection that was kept open; null if it did not while
 *     it was watched
 */
public record Greeting(
    int status,
    String contentType,
    boolean json,
    String title,
    String server,
    String via,
    @Nullable Instant date,
    @Nullable Duration closedAfter) {}
