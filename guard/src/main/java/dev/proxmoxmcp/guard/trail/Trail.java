package dev.proxmoxmcp.guard.trail;

import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.Kind;
import dev.proxmoxmcp.json.JsonText;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a store knows of the trail in it.
 *
 * @param id random, so that one trail is not taken for another
 * @param key the fingerprint of the key that signs it
 * @param checkpoint the number of the last record that is a checkpoint; 0 before the first
 * @param checkpointAt when that was, or when the trail began
 */
record Trail(String id, String key, long checkpoint, Instant checkpointAt) {
  private static final String MARK = "audit.trail";
  private static final String BASE = "audit.base";
  private static final int ID_BYTES = 16;

  static Trail begin(CheckKey key, Instant now) {
    byte[] id = new byte[ID_BYTES];
    new SecureRandom().nextBytes(id);
    return new Trail(HexFormat.of().formatHex(id), key.fingerprint(), 0, now);
  }

  /** Of those books; empty before the first record that was kept with a key. */
  static Optional<Trail> of(Books books) {
    return books.get(Kind.MARK, MARK).flatMap(Trail::read);
  }

  private static Optional<Trail> read(String text) {
    try {
      JsonNode json = JsonText.lenient().read(text);
      return Optional.of(
          new Trail(
              json.path("id").asString(""),
              json.path("key").asString(""),
              json.path("checkpoint").asLong(0),
              Instant.parse(json.path("at").asString(""))));
    } catch (JacksonException | DateTimeException _) {
      return Optional.empty();
    }
  }

  void keep(Books books) {
    books.put(
        Kind.MARK,
        MARK,
        JsonText.write(
            JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("key", key)
                .put("checkpoint", checkpoint)
                .put("at", checkpointAt.toString())),
        null);
  }

  Trail at(long record, Instant when) {
    return new Trail(id, key, record, when);
  }

  /** Behind which the trail begins; empty while nothing was removed from its start. */
  static Optional<Seal> base(Books books) {
    return books.get(Kind.MARK, BASE).flatMap(text -> Seal.read(Seal.Kind.BASE, text));
  }

  static void keepBase(Books books, Seal base) {
    books.put(Kind.MARK, BASE, base.line(), null);
  }
}
