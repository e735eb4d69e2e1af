package dev.proxmoxmcp.client.http;

/**
 * What a host answered.
 *
 * @param reason the reason phrase, "" if it sent none: on PVE before 8.4 the only place of an
 *     error's text
 * @param contentType "" if it sent none
 */
record Reply(int status, String reason, String contentType, Content content) {
  /** An answer with that text. */
  Reply(int status, String reason, String contentType, String body) {
    this(status, reason, contentType, Content.of(body));
  }

  /** Read as UTF-8, which is what JSON is; "" if there was none. */
  String body() {
    return content.text();
  }
}
