package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.Observer;
import dev.proxmoxmcp.base.Observer.Work;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Outgoing;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has every request of a call measured as a part of it. What passes and is not told to have ended
 * is forgotten with the call. Thread-safe.
 */
final class ObservedGate implements Gate {
  private static final int REFUSED = 400;

  private final Gate behind;
  private final Work call;
  private final ReentrantLock lock = new ReentrantLock();

  /** The same request may be made by two threads of a call at once, so equal ones are two. */
  private final IdentityHashMap<Outgoing, Work> begun = new IdentityHashMap<>();

  /**
   * @param behind decides
   * @param call of which the requests are parts
   */
  ObservedGate(Gate behind, Work call) {
    this.behind = behind;
    this.call = call;
  }

  @Override
  public void pass(Outgoing outgoing) {
    behind.pass(outgoing);
    Work work = call.part(what(outgoing));
    lock.lock();
    try {
      begun.put(outgoing, work);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void answered(Outgoing outgoing, String said) {
    behind.answered(outgoing, said);
  }

  @Override
  public void ended(Outgoing outgoing, int status) {
    behind.ended(outgoing, status);
    Work work;
    lock.lock();
    try {
      work = begun.remove(outgoing);
    } finally {
      lock.unlock();
    }
    if (work != null) {
      boolean http = outgoing instanceof Outgoing.ApiRequest;
      work.ended(
          status == 0 ? http ? "none" : "ssh" : Integer.toString(status),
          http ? status > 0 && status < REFUSED : true);
    }
  }

  private static Observer.What what(Outgoing outgoing) {
    return switch (outgoing) {
      case Outgoing.ApiRequest request ->
          new Observer.What(
              Observer.Kind.REQUEST,
              request.method(),
              Map.of(
                  "cluster",
                  request.cluster(),
                  "tier",
                  request.tier().label(),
                  "url.path",
                  request.path()));
      case Outgoing.SshCommand command ->
          new Observer.What(
              Observer.Kind.REQUEST,
              "SSH",
              Map.of("cluster", command.cluster(), "tier", command.tier().label()));
    };
  }
}
