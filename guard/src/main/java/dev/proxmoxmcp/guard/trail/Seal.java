package dev.proxmoxmcp.guard.trail;

import dev.proxmoxmcp.guard.audit.Head;
import dev.proxmoxmcp.json.JsonText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A signed statement about a trail: at that time its record of that number had that hash.
 *
 * @param kind what it is for
 * @param trail the id of the trail
 * @param head the number and the hash
 * @param at when it was signed
 * @param key the fingerprint of the key
 * @param signature of all of it, in Base64
 */
record Seal(Kind kind, String trail, Head head, Instant at, String key, String signature) {
  /** What a seal is for; one cannot be taken for another. */
  enum Kind {
    /** The end of the trail at that time. */
    HEAD,
    /** A point up to which the trail is as it was recorded. */
    CHECKPOINT,
    /** The last record that the retention removed. */
    BASE;

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Seal make(Kind kind, String trail, Head head, Instant at, AuditKey key) {
    return new Seal(
        kind, trail, head, at, key.checkKey().fingerprint(), key.sign(text(kind, trail, head, at)));
  }

  private static String text(Kind kind, String trail, Head head, Instant at) {
    return String.join(
        "\n",
        "proxmox-mcp audit " + kind.label(),
        trail,
        Long.toString(head.seq()),
        head.hash(),
        at.toString());
  }

  boolean isSignedBy(CheckKey checkKey) {
    return checkKey.verifies(text(kind, trail, head, at), signature);
  }

  /** As it stands in records and files. */
  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("trail", trail)
        .put("seq", head.seq())
        .put("hash", head.hash())
        .put("at", at.toString())
        .put("key", key)
        .put("signature", signature);
  }

  String line() {
    return JsonText.write(json());
  }

  /** What {@link #line} wrote; empty if it is none of it. */
  static Optional<Seal> read(Kind kind, String line) {
    try {
      return of(kind, JsonText.lenient().read(line));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  static Optional<Seal> of(Kind kind, JsonNode json) {
    try {
      return Optional.of(
          new Seal(
              kind,
              json.path("trail").asString(""),
              new Head(json.path("seq").asLong(-1), json.path("hash").asString("")),
              Instant.parse(json.path("at").asString("")),
              json.path("key").asString(""),
              json.path("signature").asString("")));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
