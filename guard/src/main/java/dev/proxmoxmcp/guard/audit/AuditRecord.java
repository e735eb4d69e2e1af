package dev.proxmoxmcp.guard.audit;

import dev.proxmoxmcp.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One link of the chain that the audit trail is. Its hash covers its number, the hash of the record
 * before it and every byte of its body, so that a record cannot be changed, taken out, put in or
 * moved without all later hashes being others.
 *
 * @param seq its number, from 1, without a gap
 * @param previous the hash of the record before it
 * @param body the entry as JSON on one line, exactly as it is hashed
 * @param hash SHA-256 of number, previous hash and body, parted by line feeds, in lower-case
 *     hexadecimal
 */
public record AuditRecord(long seq, String previous, String body, String hash) {
  /** The record of {@code entry} that comes after {@code head}. */
  public static AuditRecord after(Head head, AuditEntry entry) {
    long seq = head.seq() + 1;
    String body = write(entry);
    return new AuditRecord(seq, head.hash(), body, hash(seq, head.hash(), body));
  }

  /** Whether its hash is that of what it holds. */
  public boolean intact() {
    return hash.equals(hash(seq, previous, body));
  }

  /** The hash of what it holds, which may be another one than it has. */
  public String rightHash() {
    return hash(seq, previous, body);
  }

  /** Whether it would be intact under another number. */
  public boolean belongsAt(long number) {
    return hash.equals(hash(number, previous, body));
  }

  /** What the next record is chained to. */
  public Head head() {
    return new Head(seq, hash);
  }

  /**
   * What it tells.
   *
   * @throws RuntimeException if the body is none of ours, which means that somebody changed it
   */
  public AuditEntry entry() {
    JsonNode read = JsonText.lenient().read(body);
    return new AuditEntry(
        Instant.parse(read.path("at").stringValue()),
        Event.of(read.path("event").stringValue()),
        new Origin(
            read.path("principal").stringValue(),
            read.path("request").stringValue(),
            read.path("cluster").stringValue(),
            read.path("tool").stringValue()),
        read.path("detail") instanceof ObjectNode detail
            ? detail
            : JsonNodeFactory.instance.objectNode());
  }

  private static String write(AuditEntry entry) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("at", entry.at().toString()).put("event", entry.event().label());
    body.put("principal", entry.origin().principal()).put("request", entry.origin().request());
    body.put("cluster", entry.origin().cluster()).put("tool", entry.origin().tool());
    body.set("detail", entry.detail());
    return JsonText.write(body);
  }

  private static String hash(long seq, String previous, String body) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((seq + "\n" + previous + "\n").getBytes(StandardCharsets.US_ASCII));
      sha256.update(body.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
