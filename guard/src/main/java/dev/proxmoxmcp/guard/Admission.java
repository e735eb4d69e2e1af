package dev.proxmoxmcp.guard;

import dev.proxmoxmcp.guard.plan.Proposal;
import dev.proxmoxmcp.guard.store.Books;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that every change must pass beside the rules, at the moment at which it is let go:
 * whether all is frozen, whether the rate allows it.
 */
@FunctionalInterface
public interface Admission {
  /**
   * Why it may not go now; empty if it may. Looks and writes in the same transaction as the record
   * of the intent.
   *
   * @param principal on whose behalf
   * @return whole sentences, with what to do
   */
  Optional<String> objection(Books books, String principal, Proposal proposal, Instant now);
}
