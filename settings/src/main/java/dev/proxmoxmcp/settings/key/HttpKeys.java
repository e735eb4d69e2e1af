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
              Change.AT_START));

  private HttpKeys() {}

  private static Key key(String name, Form form, String meaning, String otherwise, Change change) {
    return new Key("http." + name, form, meaning, otherwise, new Origin(1, List.of()), change);
  }
}
