package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.http.Answer;
import dev.proxmoxmcp.client.http.Call;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Method;
import dev.proxmoxmcp.client.http.PathTemplate;
import dev.proxmoxmcp.client.http.PathValue;
import dev.proxmoxmcp.client.http.Session;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Sends calls that were checked, through the gate like every request. Thread-safe. */
public final class ApiCalls {
  private final Session session;

  /** For {@link dev.proxmoxmcp.client.BoundCluster}. */
  public ApiCalls(Session session) {
    this.session = session;
  }

  /**
   * What came back.
   *
   * @param data as JSON on one line; untrusted
   * @param total of everything there is, where the host counts it beside a part of a list; else
   *     null
   */
  public record ApiAnswer(String data, @Nullable Long total) {}

  /**
   * Sends {@code call}, once if it does more than look, and waits for its answer. A task that it
   * starts goes on.
   *
   * @param tier what it can do, as our reviewed table says, never a host
   * @param purpose in words, with the object, as the rest of "could not"
   * @throws dev.proxmoxmcp.client.ProxmoxException whatever goes wrong
   */
  public ApiAnswer send(CheckedCall call, Tier tier, String purpose) {
    Answer answer = session.send(call(call, tier, purpose));
    OptionalLong total = answer.total();
    return new ApiAnswer(answer.json(), total.isPresent() ? total.getAsLong() : null);
  }

  /** What {@link #send} would send; sends nothing. */
  public Outgoing.ApiRequest request(CheckedCall call, Tier tier) {
    return session.outgoing(call(call, tier, "call " + call.endpoint().title()));
  }

  private static Call call(CheckedCall checked, Tier tier, String purpose) {
    ApiEndpoint known = checked.endpoint();
    Endpoint endpoint =
        new Endpoint(
            Method.valueOf(known.method().name()), PathTemplate.of(known.template()), tier);
    PathValue[] values =
        checked.pathValues().values().stream()
            .map(value -> (PathValue) () -> value)
            .toArray(PathValue[]::new);
    Call call = endpoint.call(purpose, values);
    checked.parameters().forEach((name, texts) -> texts.forEach(text -> call.with(name, text)));
    return call;
  }
}
