package dev.proxmoxmcp.mcp.engine;

import java.util.List;
import java.util.Optional;

/**
 * The protocol revisions that this server speaks, oldest first.
 *
 * <p>2025-03-26 is left out: who offers it must accept batches in it. A client that asks for it is
 * offered {@link #NEWEST_LEGACY} instead.
 */
public enum Revision {
  V2024_11_05("2024-11-05", Era.LEGACY),
  V2025_06_18("2025-06-18", Era.LEGACY),
  V2025_11_25("2025-11-25", Era.LEGACY),
  V2026_07_28("2026-07-28", Era.MODERN);

  /** What a client is offered whose wish is not here. */
  public static final Revision NEWEST_LEGACY = V2025_11_25;

  private static final List<Revision> ALL = List.of(values());

  /** A legacy revision that is known and not spoken. */
  private static final String NOT_OFFERED = "2025-03-26";

  private final String wireName;
  private final Era era;

  Revision(String wireName, Era era) {
    this.wireName = wireName;
    this.era = era;
  }

  /** Its name in the protocol, a date. */
  public String wireName() {
    return wireName;
  }

  /** Sessions with a handshake, or metadata on every request. */
  public Era era() {
    return era;
  }

  /** The revision of that name, if it is spoken here. */
  public static Optional<Revision> of(String wireName) {
    for (Revision one : ALL) {
      if (one.wireName.equals(wireName)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** The names of the revisions of one era, oldest first. */
  public static List<String> names(Era era) {
    return ALL.stream().filter(one -> one.era == era).map(Revision::wireName).toList();
  }

  /** Whether the name is of a revision with a handshake, spoken here or not. */
  public static boolean namesLegacy(String wireName) {
    return wireName.equals(NOT_OFFERED)
        || of(wireName).filter(one -> one.era == Era.LEGACY).isPresent();
  }

  /**
   * Whether it knows what came after the first revision: titles, annotations of tools, structured
   * content, messages of progress.
   */
  boolean isBeyondFirst() {
    return this != V2024_11_05;
  }

  /** Whether it knows icons. */
  boolean knowsIcons() {
    return compareTo(V2025_11_25) >= 0;
  }

  /** Whether a question to a person says whether it is a form or a page. */
  boolean knowsModesOfElicitation() {
    return compareTo(V2025_11_25) >= 0;
  }

  /** Whether a stream of answers may be let go of, and come back for by a client. */
  public boolean knowsPolling() {
    return this == V2025_11_25;
  }
}
