package dev.proxmoxmcp.dashboard;

import java.util.List;
import org.eclipse.jetty.http.HttpField;

/** A request that is not answered with what it asks for; the message is for the person. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<HttpField> headers;

  Refused(int status, String message, HttpField... headers) {
    super(message);
    this.status = status;
    this.headers = List.of(headers);
  }

  Reply reply() {
    return Reply.page(status, Pages.said("Not done", String.valueOf(getMessage()))).with(headers);
  }
}
