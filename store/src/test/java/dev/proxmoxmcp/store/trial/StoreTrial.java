package dev.proxmoxmcp.store.trial;

import java.util.Arrays;

/**
 * What the store promises, measured in real time: {@code kill [ROUNDS]} and {@code measure
 * [RECORDS]}. Ends with 1 where a target is missed.
 */
final class StoreTrial {
  private static final long SEED = 20261130;

  private StoreTrial() {}

  @SuppressWarnings("SystemOut") // a program of its own
  public static void main(String[] arguments) throws Exception {
    boolean well =
        switch (Arrays.asList(arguments).getFirst()) {
          case "kill" -> KillTrial.run(Integer.parseInt(arguments[1]), SEED);
          case "measure" -> Measurement.run(Integer.parseInt(arguments[1]));
          default -> throw new IllegalArgumentException("kill ROUNDS, or measure RECORDS");
        };
    System.out.println(well ? "met" : "MISSED");
    System.exit(well ? 0 : 1);
  }
}
