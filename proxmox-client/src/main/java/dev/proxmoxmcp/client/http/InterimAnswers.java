package dev.proxmoxmcp.client.http;

import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;

/**
 * Passes over answers that announce an answer (status 1xx), as RFC 9110 section 15.2 asks of every
 * client: any number of them, known or not. Left to themselves they would be taken for the answer,
 * and its end would never come. 101 is none of these: we never ask for another protocol.
 */
final class InterimAnswers extends ProcessingProtocolHandler {
  private static final int SWITCHING_PROTOCOLS = 101;

  @Override
  public String getName() {
    return "interim-answers";
  }

  @Override
  public boolean accept(Request request, Response response) {
    int status = response.getStatus();
    return status >= 100 && status < 200 && status != SWITCHING_PROTOCOLS;
  }
}
