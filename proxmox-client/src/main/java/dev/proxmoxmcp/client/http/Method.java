package dev.proxmoxmcp.client.http;

/** What is done to a path. */
public enum Method {
  /** Parameters in the query. */
  GET(false),
  /** Parameters as a form. */
  POST(true),
  /** Parameters as a form. */
  PUT(true),
  /** Parameters in the query: pveproxy refuses a DELETE with a body. */
  DELETE(false);

  private final boolean form;

  Method(boolean form) {
    this.form = form;
  }

  /** Whether parameters go into a form body instead of the query. */
  boolean hasForm() {
    return form;
  }
}
