package dev.proxmoxmcp.simulator.access;

import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Refusal;
import java.util.function.Predicate;

/**
 * The file that users, groups, roles, tokens and the access list share, which is written only while
 * the cluster has quorum.
 *
 * @param quorate whether a node is in the majority
 */
record UserFile(Predicate<String> quorate) {
  /**
   * Locks it for a write.
   *
   * @param failure how a refusal begins, such as {@code create user failed}
   * @throws Refusal.NotLocked without quorum
   */
  void lock(Call call, String failure) {
    if (!quorate.test(call.asked())) {
      throw new Refusal.NotLocked(failure + ": cfs-lock 'file-user_cfg' error: no quorum!");
    }
  }
}
