package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.simulator.ClusterBuilder;
import dev.proxmoxmcp.simulator.Scenario;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * What is simulated: options of {@code simulate}, {@code demo} and {@code call --demo}. Mutable:
 * set by picocli.
 */
final class ScenarioOptions {
  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "homelab",
      converter = ScenarioReader.class,
      description =
          "What is simulated: homelab (3 nodes, 24 guests; the default), enterprise (32 nodes,"
              + " 10,000 guests) or incident (the homelab on a bad morning).")
  private Scenario scenario = Scenario.HOMELAB;

  @Option(
      names = "--guests",
      paramLabel = "COUNT",
      converter = GuestCountReader.class,
      description = "How many guests it has, instead of the scenario's number.")
  private @Nullable Integer guests;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "The same seed gives the same cluster (default 1).")
  private long seed = 1;

  /** Whether anything but the usual was asked for. */
  boolean isChosen() {
    return scenario != Scenario.HOMELAB || guests != null || seed != 1;
  }

  /** The cluster that was asked for; it answers every endpoint. */
  ClusterBuilder builder() {
    ClusterBuilder builder = SimulatedCluster.of(scenario).seed(seed).lenient();
    return guests == null ? builder : builder.guests(guests);
  }

  /** Reads a number of guests. */
  static final class GuestCountReader implements ITypeConverter<Integer> {
    private static final int MOST = 100_000;

    @Override
    public Integer convert(String text) {
      if (text.matches("[0-9]{1,6}") && Integer.parseInt(text) <= MOST) {
        return Integer.valueOf(text);
      }
      throw new TypeConversionException(
          "\""
              + ForeignText.line(text, 40)
              + "\" is not a number of guests; accepted are 0 to "
              + MOST);
    }
  }

  /** Reads a scenario's name. */
  static final class ScenarioReader implements ITypeConverter<Scenario> {
    @Override
    public Scenario convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "homelab" -> Scenario.HOMELAB;
        case "enterprise" -> Scenario.ENTERPRISE;
        case "incident" -> Scenario.INCIDENT;
        default ->
            throw new TypeConversionException(
                "unknown scenario '"
                    + ForeignText.line(text, 40)
                    + "'; there are homelab, enterprise and incident");
      };
    }
  }
}
