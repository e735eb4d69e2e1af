package dev.proxmoxmcp.client.http;

/**
 * A value that may stand in the path of a request: an id that its type has checked. A plain text is
 * none, so nothing unchecked gets into a path.
 */
public interface PathValue {
  /** The value, not percent-encoded; never empty. */
  String pathText();
}
