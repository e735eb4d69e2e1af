package dev.proxmoxmcp.app.approval;

import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.audit.Origin;
import dev.proxmoxmcp.guard.store.CannotRecord;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.guard.store.Kind;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records which rules a server goes by, where they are new: whoever reads the trail later sees
 * under which ones a change was let go, and that somebody changed them.
 *
 * @param store where that is recorded
 * @param clock the time
 */
record PolicyNotice(GuardStore store, InstantSource clock) {
  private static final Logger LOG = System.getLogger(PolicyNotice.class.getName());
  private static final int MOST_LINES = 100;
  private static final int LONGEST_LINE = 300;

  /** After this long without being used, the same rules are told again. */
  private static final Duration KNOWN = Duration.ofDays(30);

  /** What a server goes by from now on. */
  void inForce(Policy policy) {
    List<String> lines = policy.lines();
    // A rule is no other one because a line was written above it.
    String digest = digest(policy.linesWithoutPlaces());
    Instant now = clock.instant();
    try {
      store.change(books -> {
        boolean isNew =
            books
                .get(Kind.MARK, "policy." + digest)
                .filter(seen -> now.isBefore(Instant.parse(seen).plus(KNOWN)))
                .isEmpty();
        books.put(Kind.MARK, "policy." + digest, now.toString(), now.plus(KNOWN));
        if (isNew) {
          books.append(
              new AuditEntry(
                  now,
                  Event.POLICY,
                  new Origin("server", "policy", "", ""),
                  detail(lines, digest)));
          LOG.log(Level.INFO, "Rules that were not in force before. digest={0}", digest);
        }
        return isNew;
      });
    } catch (CannotRecord unrecorded) {
      LOG.log(
          Level.WARNING,
          "Which rules are in force cannot be recorded. why=\"{0}\"",
          unrecorded.getMessage());
    }
  }

  private static ObjectNode detail(List<String> lines, String digest) {
    ObjectNode detail = JsonNodeFactory.instance.objectNode().put("digest", digest);
    ArrayNode rules = detail.putArray("rules");
    lines.stream()
        .limit(MOST_LINES)
        .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line)
        .forEach(rules::add);
    return detail;
  }

  private static String digest(List<String> lines) {
    try {
      byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 16);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
