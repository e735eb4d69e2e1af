package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.Secret;
import java.util.function.Supplier;

/**
 * A code that a person is asked for when Proxmox wants one, and reads from an authenticator app:
 * good for one login.
 *
 * @param asked asks the person
 */
public record TypedCode(Supplier<Secret> asked) implements SecondFactor {
  /** Whatever the step: the person looks now. */
  @Override
  public String code(long step) {
    return asked.get().reveal().replaceAll("\\s", "");
  }
}
