package dev.proxmoxmcp.client.http;

import java.util.List;
import java.util.stream.Collectors;

/** A path without placeholders, as a list of its (not encoded) segments. */
record ConcretePath(List<String> segments) {
  ConcretePath {
    segments = List.copyOf(segments);
  }

  /** As people and gates read it. */
  String readable() {
    return "/" + String.join("/", segments);
  }

  /** As it stands in a request. */
  String encoded() {
    return segments.stream().map(UriEncoding::encode).collect(Collectors.joining("/", "/", ""));
  }
}
