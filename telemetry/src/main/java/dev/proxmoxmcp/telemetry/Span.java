package dev.proxmoxmcp.telemetry;

import dev.proxmoxmcp.base.Observer.What;
import java.time.Duration;
import java.time.Instant;

/**
 * A piece of work that has ended.
 *
 * @param place where it is in its trace
 * @param took zero if the clock was set back meanwhile
 * @param outcome in a word
 * @param well whether it did what it should
 */
public record Span(
    TraceIds.Place place, What what, Instant began, Duration took, String outcome, boolean well) {}
