package dev.proxmoxmcp.client.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.testkit.Golden;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TierTableTest {
  private static final Path FILE =
      Path.of("src/main/resources/dev/proxmoxmcp/client/catalog/tiers.txt");

  private static final List<PublishedEndpoint> ENDPOINTS = PublishedEndpoint.all();
  private static final List<TierException> EXCEPTIONS = TierException.all();

  @Test
  void the_table_says_of_every_endpoint_what_the_rules_and_the_exceptions_say() {
    String derived =
        ENDPOINTS.stream()
            .map(endpoint ->
                "%s %s %s %s: %s"
                    .formatted(
                        endpoint.product().name().toLowerCase(Locale.ROOT),
                        endpoint.method(),
                        endpoint.template(),
                        derived(endpoint).tier().label(),
                        derived(endpoint).why()))
            .collect(Collectors.joining("\n"));

    Golden.check(FILE, derived);
  }

  @Test
  void every_endpoint_of_every_built_in_catalog_is_in_the_table() {
    assertThat(ENDPOINTS).hasSizeGreaterThan(1000);
    assertThat(ENDPOINTS)
        .allMatch(one -> TierTable.builtIn().knows(one.product(), one.method(), one.template()));
  }

  @Test
  void every_exception_decides_about_an_endpoint() {
    Set<TierException> needed = new HashSet<>();
    ENDPOINTS.forEach(endpoint -> exception(endpoint).ifPresent(needed::add));

    assertThat(EXCEPTIONS).filteredOn(exception -> !needed.contains(exception)).isEmpty();
  }

  @Test
  void every_risk_is_about_a_parameter_that_its_endpoints_have() {
    assertThat(Risks.all())
        .filteredOn(risk ->
            ENDPOINTS.stream()
                .noneMatch(one ->
                    risk.isAbout(one.product(), one.method(), one.template())
                        && one.parameters().contains(risk.parameter())))
        .extracting(risk -> risk.methods() + " " + risk.path() + " " + risk.parameter())
        .isEmpty();
  }

  @Test
  void an_endpoint_that_nobody_has_reviewed_is_administration_even_as_a_get() {
    TierTable table = TierTable.builtIn();

    assertThat(table.of(Product.PVE, ApiMethod.GET, "/nodes/{node}/brand-new").tier())
        .isEqualTo(Tier.ADMIN);
    assertThat(table.of(Product.PBS, ApiMethod.GET, "/nodes/{node}/qemu").tier())
        .isEqualTo(Tier.ADMIN);
    assertThat(table.of(Product.PVE, ApiMethod.POST, "/nodes/{node}/status/current").tier())
        .isEqualTo(Tier.ADMIN);
  }

  private static Verdict derived(PublishedEndpoint endpoint) {
    return exception(endpoint)
        .map(TierException::verdict)
        .orElseGet(() ->
            TierDerivation.of(
                endpoint.method(),
                Requirements.of(endpoint.product(), endpoint.permissions()),
                endpoint.download()));
  }

  private static Optional<TierException> exception(PublishedEndpoint endpoint) {
    return EXCEPTIONS.stream()
        .filter(one -> one.isAbout(endpoint.product(), endpoint.method(), endpoint.template()))
        .findFirst();
  }
}
