package dev.proxmoxmcp.simulator.scenario;

import dev.proxmoxmcp.simulator.cluster.Pools;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.Guests;
import java.util.Optional;
import java.util.function.Function;

/** The pool of a guest's or a storage's ACL path; asked for every row of every list. */
record PoolsOfPaths(Guests guests, Pools pools) implements Function<String, Optional<String>> {
  private static final String GUESTS = "/vms/";
  private static final String STORAGES = "/storage/";

  @Override
  public Optional<String> apply(String path) {
    if (path.startsWith(GUESTS)) {
      return vmid(path).flatMap(guests::find).flatMap(Guest::pool);
    }
    return path.startsWith(STORAGES)
        ? pools.ofStorage(path.substring(STORAGES.length()))
        : Optional.empty();
  }

  private static Optional<Integer> vmid(String path) {
    String digits = path.substring(GUESTS.length());
    boolean number =
        digits.length() >= 3
            && digits.length() <= 9
            && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    return number ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
  }
}
