package dev.proxmoxmcp.client.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.catalog.CallMaker.Broken;
import dev.proxmoxmcp.testkit.Golden;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over all endpoints of all built-in catalogs. */
class EveryEndpointTest {
  @Test
  void the_patterns_that_java_cannot_read_and_the_formats_that_are_left_to_the_host_are_known() {
    Set<String> lines = new TreeSet<>();
    for (Product product : Product.values()) {
      for (String version : ApiCatalog.builtIn(product)) {
        for (ApiEndpoint endpoint : ApiCatalog.nearest(product, version).endpoints()) {
          endpoint.parameters().values().forEach(one -> collect(one.type(), lines));
        }
      }
    }
    Golden.check("catalog/unchecked.txt", String.join("\n", lines));
  }

  private static void collect(ApiType type, Set<String> lines) {
    switch (type) {
      case ApiType.Text text -> {
        ApiPattern pattern = text.pattern();
        if (pattern != null && !pattern.readable()) {
          lines.add("pattern " + pattern);
        }
        if (!text.format().isEmpty() && Formats.words(text.format()).isEmpty()) {
          lines.add("format " + text.format());
        }
      }
      case ApiType.ListOf(ApiType entry) -> collect(entry, lines);
      case ApiType.Joined(ApiType entry) -> collect(entry, lines);
      case ApiType.PropertyString string ->
          string.keys().values().forEach(key -> collect(key.type(), lines));
      case ApiType.OneOf(List<ApiType> alternatives) ->
          alternatives.forEach(one -> collect(one, lines));
      case ApiType.Choice _,
          ApiType.Numeric _,
          ApiType.Truth _,
          ApiType.Structure _,
          ApiType.Anything _,
          ApiType.Nothing _ -> {}
    }
  }

  @ParameterizedTest
  @CsvSource({"PVE,8.4", "PVE,9.1", "PVE,9.2", "PBS,4.1"})
  void of_every_endpoint_a_made_call_fits(Product product, String version) {
    List<String> refused = new ArrayList<>();
    for (ApiEndpoint endpoint : ApiCatalog.nearest(product, version).endpoints()) {
      for (Map<String, Object> made :
          List.of(CallMaker.least(endpoint), CallMaker.whole(endpoint))) {
        if (CallCheck.of(product, endpoint, made) instanceof CallCheck.Refused problems) {
          refused.add(endpoint.title() + " " + problems.problems());
        }
      }
    }
    assertThat(refused).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PVE,8.4,14000", "PVE,9.1,15000", "PVE,9.2,15000", "PBS,4.1,5000"})
  void a_call_with_one_fault_is_refused_for_that_parameter(
      Product product, String version, int least) {
    List<String> passed = new ArrayList<>();
    int variants = 0;
    for (ApiEndpoint endpoint : ApiCatalog.nearest(product, version).endpoints()) {
      for (Broken broken : CallMaker.broken(endpoint)) {
        variants++;
        if (!named(CallCheck.of(product, endpoint, broken.arguments()))
            .equals(Set.of(broken.parameter()))) {
          passed.add(
              endpoint.title()
                  + " "
                  + broken.kind()
                  + " "
                  + broken.parameter()
                  + " "
                  + CallCheck.of(product, endpoint, broken.arguments()));
        }
      }
    }
    assertThat(passed).isEmpty();
    assertThat(variants).isGreaterThan(least);
  }

  private static Set<String> named(CallCheck check) {
    Set<String> names = new LinkedHashSet<>();
    if (check instanceof CallCheck.Refused(List<Problem> problems)) {
      problems.forEach(problem -> names.add(problem.parameter()));
    }
    return names;
  }
}
