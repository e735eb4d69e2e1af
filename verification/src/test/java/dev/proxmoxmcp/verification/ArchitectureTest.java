package dev.proxmoxmcp.verification;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the module descriptors cannot say; the map and its reasons are in docs/adr/0001. */
class ArchitectureTest {
  private static final String ROOT = "dev.proxmoxmcp.";

  /**
   * Who may use whom; every module may use base. The one copy of the map that a machine reads;
   * testkit is no part of the program.
   */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          entry("base", List.of()),
          entry("json", List.of()),
          entry("simulator", List.of()),
          entry("mcp", List.of("json")),
          entry("guard", List.of("json")),
          entry("store", List.of("guard", "json")),
          entry("telemetry", List.of("json")),
          entry("dashboard", List.of("guard")),
          entry("settings", List.of()),
          entry("client", List.of("json")),
          entry("tools", List.of("json", "mcp", "guard", "client")),
          entry(
              "app",
              List.of(
                  "json",
                  "simulator",
                  "mcp",
                  "guard",
                  "store",
                  "telemetry",
                  "dashboard",
                  "settings",
                  "client",
                  "tools")));

  /** Reads a clock or sleeps: called, or handed on as a method reference. */
  private static final DescribedPredicate<JavaAccess<?>> TIME =
      DescribedPredicate.describe(
          "that reads a clock or sleeps",
          access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getTarget().getName();
            return (owner.startsWith("java.time.") && name.equals("now"))
                || (owner.equals("java.time.Clock") && name.matches("system.*|tick.*"))
                || (owner.equals("java.time.InstantSource") && name.equals("system"))
                || (owner.equals("java.util.Date") && name.equals("<init>"))
                || (owner.equals("java.lang.System") && name.matches("currentTimeMillis|nanoTime"))
                || (name.equals("sleep") && owner.matches("java\\.lang\\.Thread|.*TimeUnit"));
          });

  private static final DescribedPredicate<JavaAccess<?>> ENVIRONMENT =
      DescribedPredicate.describe(
          "that reads the environment",
          access ->
              access.getTargetOwner().isEquivalentTo(System.class)
                  && access.getTarget().getName().equals("getenv"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("testkit"))
          .importPackages("dev.proxmoxmcp");

  static Stream<String> modules() {
    return MAY_USE.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void a_module_uses_only_what_the_map_allows(String module) {
    String[] forbidden =
        modules()
            .filter(other -> !other.equals(module) && !other.equals("base"))
            .filter(other -> !MAY_USE.getOrDefault(module, List.of()).contains(other))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that(resideInAPackage(ROOT + module + ".."))
        .should()
        .dependOnClassesThat(resideInAnyPackage(forbidden))
        .because("docs/adr/0001 draws no arrow there; move the code, or change the map in an ADR")
        .allowEmptyShould(false)
        .check(CLASSES);
  }

  @Test
  void the_importer_saw_every_module() {
    assertThat(modules())
        .allSatisfy(module ->
            assertThat(CLASSES.that(resideInAPackage(ROOT + module + "..")))
                .as(module)
                .isNotEmpty());
  }

  @Test
  void features_do_not_go_in_circles() {
    slices()
        .matching(ROOT + "(*).(*)..")
        .should()
        .beFreeOfCycles()
        .because("whoever reads one feature must not have to read all")
        .check(CLASSES);
  }

  @Test
  void nobody_uses_the_http_client_that_hides_the_reason_phrase() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("java.net.http..")
                .or(
                    DescribedPredicate.describe(
                        "URLConnection",
                        type -> type.getName().matches("java\\.net\\.(Http)?URLConnection"))))
        .because("Proxmox says in the reason phrase what went wrong (docs/adr/0003)")
        .check(CLASSES);
  }

  @Test
  void one_package_alone_speaks_http_to_proxmox() {
    noClasses()
        .that(DescribedPredicate.not(resideInAPackage(ROOT + "client.http..")))
        .should()
        .dependOnClassesThat(resideInAPackage("org.eclipse.jetty.client.."))
        .because("everything that leaves must pass the gate there (docs/adr/0004)")
        .check(CLASSES);
  }

  @Test
  void only_the_program_knows_the_time() {
    noClasses()
        .that(outsideOfApp())
        .should()
        .accessTargetWhere(TIME)
        .because("a clock and a Pause are passed in, so that tests move time instead of waiting")
        .check(CLASSES);
  }

  @Test
  void only_the_program_reads_the_environment() {
    noClasses()
        .that(outsideOfApp())
        .should()
        .accessTargetWhere(ENVIRONMENT)
        .because("settings come in one way, and a library must not look around by itself")
        .check(CLASSES);
  }

  /** So that the two rules above cannot be passed by by another spelling. */
  @Test
  void a_forbidden_look_at_the_clock_is_found_in_every_spelling() {
    JavaClasses offenders = new ClassFileImporter().importClasses(Offender.class);

    assertThat(
            offenders.get(Offender.class).getAccessesFromSelf().stream()
                .filter(access -> TIME.test(access) || ENVIRONMENT.test(access)))
        .hasSize(8);
  }

  @Test
  void nobody_prints_to_standard_output() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .because("under stdio it carries MCP alone; commands answer through Terminal")
        .check(CLASSES);
  }

  @Test
  void only_the_program_ends_the_process() {
    noClasses()
        .that(outsideOfApp())
        .should()
        .callMethod(System.class, "exit", int.class)
        .because("whoever embeds a library decides when it ends")
        .check(CLASSES);
  }

  @Test
  void names_say_what_a_class_is_for() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
        .because("such a name says that something has no place of its own yet")
        .check(CLASSES);
  }

  @Test
  void tools_do_not_look_at_the_wire_of_either_side() {
    noClasses()
        .that(resideInAPackage(ROOT + "tools.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.eclipse.jetty..", "io.netty..", "java.net.."))
        .because("a tool says what it wants; how it is sent and carried is not its business")
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> outsideOfApp() {
    return DescribedPredicate.not(resideInAPackage(ROOT + "app.."));
  }

  /** Does what nobody may, in eight spellings. */
  @SuppressWarnings({"unused", "JavaUtilDate"}) // never run: its class file is what is looked at
  private static final class Offender {
    private final Supplier<Instant> now = Instant::now;
    private final LongSupplier nanos = System::nanoTime;
    private final Supplier<Map<String, String>> environment = System::getenv;

    private Object all() throws InterruptedException {
      TimeUnit.SECONDS.sleep(1);
      Thread.sleep(1, 1);
      return List.of(Clock.systemUTC(), LocalDate.now(ZoneOffset.UTC), new Date());
    }
  }
}
