package dev.proxmoxmcp.app.token;

import dev.proxmoxmcp.client.TokenId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a token.
 *
 * @param before the token that was
 * @param now the same, or the one that took its place
 * @param where its secret is
 * @param expires when it ends; null for never
 * @param notes what is left to do, in sentences
 */
public record Rotated(
    TokenId before, TokenId now, String where, @Nullable Instant expires, List<String> notes) {
  /** Copies the list. */
  public Rotated {
    notes = List.copyOf(notes);
  }
}
