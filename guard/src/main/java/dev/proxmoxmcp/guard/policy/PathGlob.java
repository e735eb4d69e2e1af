package dev.proxmoxmcp.guard.policy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern for a path of the API: within a segment as {@link WordGlob}, so that {@code *} never
 * crosses a slash; {@code **} alone stands for any segments, none among them.
 *
 * @param pattern as it was written
 * @param segments what it asks of each segment
 */
record PathGlob(String pattern, List<Segment> segments) {
  private static final String ANY = "**";

  /** What it asks of one segment. */
  private sealed interface Segment {
    /** Any number of any segments. */
    record Any() implements Segment {}

    /** One segment. */
    record One(WordGlob glob) implements Segment {}
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException saying what is accepted
   */
  static PathGlob of(String pattern) {
    if (!pattern.startsWith("/") || (pattern.length() > 1 && pattern.endsWith("/"))) {
      throw new IllegalArgumentException(
          "begins with / and does not end with it, such as /nodes/*/qemu/**");
    }
    List<Segment> segments = new ArrayList<>();
    for (String part : parts(pattern)) {
      if (part.isEmpty() || isDots(part)) {
        throw new IllegalArgumentException("has no empty segment, and none of dots alone");
      }
      if (part.contains(ANY) && !part.equals(ANY)) {
        throw new IllegalArgumentException("has ** alone between slashes, such as /nodes/**/stop");
      }
      segments.add(part.equals(ANY) ? new Segment.Any() : new Segment.One(WordGlob.of(part)));
    }
    return new PathGlob(pattern, List.copyOf(segments));
  }

  /**
   * Whether {@code path} is such a path. Proxmox decodes a whole path before it parts it: read
   * generously, it is enough if the pattern fits what is written or what Proxmox makes of it; read
   * strictly, it must fit both, and nothing about the path may be odd.
   */
  boolean matches(String path, Reading reading) {
    List<String> written = parts(path);
    boolean plain = path.indexOf('%') < 0;
    List<String> decoded = plain ? written : parts(decoded(path));
    return switch (reading) {
      case STRICT ->
          path.startsWith("/")
              && decoded.stream().noneMatch(part -> part.isEmpty() || isDots(part))
              && fits(written, reading)
              && (plain || fits(decoded, reading));
      case GENEROUS ->
          fits(written, reading)
              || fits(walked(written), reading)
              || (!plain && (fits(decoded, reading) || fits(walked(decoded), reading)));
    };
  }

  private static List<String> parts(String path) {
    String inner = path.startsWith("/") ? path.substring(1) : path;
    return inner.isEmpty() ? List.of() : Arrays.asList(inner.split("/", -1));
  }

  private static boolean isDots(String part) {
    return part.equals(".") || part.equals("..");
  }

  /** Without empty segments and dots. */
  private static List<String> walked(List<String> parts) {
    List<String> walked = new ArrayList<>();
    for (String part : parts) {
      if (part.equals("..")) {
        if (!walked.isEmpty()) {
          walked.removeLast();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        walked.add(part);
      }
    }
    return walked;
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return path; // no encoding: it is what it says
    }
  }

  private boolean fits(List<String> parts, Reading reading) {
    int star = -1;
    int retry = 0;
    int at = 0;
    int read = 0;
    while (read < parts.size()) {
      Segment wanted = at < segments.size() ? segments.get(at) : null;
      if (wanted instanceof Segment.Any) {
        star = at++;
        retry = read;
      } else if (wanted instanceof Segment.One(WordGlob glob)
          && glob.matches(parts.get(read), reading)) {
        at++;
        read++;
      } else if (star >= 0) {
        at = star + 1;
        read = ++retry;
      } else {
        return false;
      }
    }
    while (at < segments.size() && segments.get(at) instanceof Segment.Any) {
      at++;
    }
    return at == segments.size();
  }
}
