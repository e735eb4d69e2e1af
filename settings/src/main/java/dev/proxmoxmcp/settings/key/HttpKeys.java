package dev.proxmoxmcp.settings.key;

import dev.proxmoxmcp.settings.key.Key.Change;
import dev.proxmoxmcp.settings.key.Key.Origin;
import java.util.List;

/** The keys of {@code http}, in the order in which they are documented. */
final class HttpKeys {
  static final List<Key> ALL =
      List.of(
          key(
              "address",
              Form.of(Shape.TEXT),
              "where `serve --http` listens, unless it names an address itself. One that others"
                  + " reach takes [tokens and more](http.md). The key alone does not switch HTTP"
                  + " on, because clients that start the server over stdio read the same file",
              "127.0.0.1:8642",
              Change.AT_START),
          key(
              "names",
              Form.of(Shape.TEXTS),
              "by which clients may call the server, beside its address and those of the loopback"
                  + " interface; requests for other names are refused",
              "",
              Change.AT_START),
          key(
              "tokens",
              Form.of(Shape.BY_NAME),
              "who may call over HTTP: from a name of your choice to the hash of that one's token,"
                  + " as `proxmox-mcp http-token NAME` prints it",
              "",
              Change.NARROWER_AT_ONCE),
          key(
              "proxies",
              Form.of(Shape.TEXTS),
              "addresses of the proxies in front of the server, such as `10.1.2.3` or"
                  + " `10.1.0.0/16`; requests from elsewhere are refused",
              "",
              Change.AT_START),
          key(
              "tls",
              Form.of(Shape.FLAG),
              "whether to speak TLS. Without it: where others reach the address and no `proxies`"
                  + " are named. Without a certificate the server makes one itself",
              "",
              Change.AT_START),
          key(
              "certificate-file",
              Form.of(Shape.PATH),
              "the certificate for TLS as PEM, and those that lead to its authority. Another one in"
                  + " the same file counts at once",
              "",
              Change.AT_START),
          key(
              "key-file",
              Form.of(Shape.PATH),
              "its key as PEM (PKCS#8); refused while others than its owner can read it",
              "",
              Change.AT_START),
          limit("connections", 1, 65_536, "connections at once; more wait", 512),
          limit(
              "requests",
              1,
              65_536,
              "requests of one caller at once; one more is answered with 429",
              256),
          limit(
              "streams",
              1,
              65_536,
              "streams of one caller at once that were asked for by GET; one more is answered with"
                  + " 429",
              128),
          limit(
              "sessions",
              1,
              1_000_000,
              "sessions in all (protocol versions up to 2025-11-25); one more ends the one that was"
                  + " idle longest",
              1000),
          limit(
              "sessions-of-one",
              1,
              1_000_000,
              "sessions of one caller; one more ends that one's own",
              250),
          limit("session-minutes", 1, 10_080, "how long a session lives that is not used", 30),
          limit("head-bytes", 1024, 1 << 20, "of one request's head; more is 431", 8192),
          limit(
              "head-seconds",
              1,
              600,
              "from when a connection is opened until the whole head of its first request is there",
              10),
          limit("body-seconds", 1, 600, "how long a client may take to send one body", 10),
          limit(
              "idle-seconds",
              1,
              3600,
              "how long a connection may be idle; also from an answer until the whole head of the"
                  + " next request is there",
              60));

  private HttpKeys() {}

  private static Key limit(String name, int least, int most, String meaning, int otherwise) {
    return key(
        "limits." + name,
        new Form(Shape.COUNT, List.of(Integer.toString(least), Integer.toString(most))),
        meaning,
        Integer.toString(otherwise),
        Change.AT_START);
  }

  private static Key key(String name, Form form, String meaning, String otherwise, Change change) {
    return new Key("http." + name, form, meaning, otherwise, new Origin(1, List.of()), change);
  }
}
