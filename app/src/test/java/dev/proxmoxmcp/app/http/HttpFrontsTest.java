package dev.proxmoxmcp.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.proxmoxmcp.app.HttpAddress;
import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.transport.http.Admission;
import dev.proxmoxmcp.mcp.transport.http.HttpLimits;
import dev.proxmoxmcp.mcp.transport.http.HttpSettings;
import dev.proxmoxmcp.settings.HttpEntry;
import dev.proxmoxmcp.settings.HttpEntry.Tls;
import dev.proxmoxmcp.settings.HttpEntry.Wanted;
import dev.proxmoxmcp.settings.ServerEntry.Placed;
import dev.proxmoxmcp.settings.SettingsException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the settings make of a server over HTTP. */
class HttpFrontsTest {
  private static final Instant NOW = Instant.parse("2026-11-30T06:00:00Z");
  private static final Map<String, Placed> TOKENS =
      Map.of("anna", new Placed("sha256:" + "0".repeat(64), "file:3:1: http.tokens.anna"));
  private static final List<Placed> PROXIES =
      List.of(new Placed("10.1.2.1", "file:4:1: http.proxies"));
  private static final HttpAddress LOOPBACK = new HttpAddress("127.0.0.1", 0);
  private static final HttpAddress EVERYWHERE = new HttpAddress("0.0.0.0", 0);

  @TempDir private Path folder;

  @Test
  void nothing_said_is_the_loopback_address_for_whoever_reaches_it() {
    HttpSettings settings = fronts().front(HttpEntry.NONE, LOOPBACK).settings();

    assertThat(settings.admission()).isEqualTo(new Admission.Anyone(new Caller("local")));
    assertThat(settings.exposure().tls()).isNull();
    assertThat(settings.limits()).isEqualTo(HttpLimits.DEFAULT);
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, false, UNSAID, false",
    "127.0.0.1, false, YES, true",
    "0.0.0.0, false, UNSAID, true",
    "0.0.0.0, false, NO, false",
    "0.0.0.0, true, UNSAID, false",
    "0.0.0.0, true, YES, true"
  })
  void a_certificate_is_made_where_others_could_listen_or_it_is_wanted(
      String host, boolean proxy, Wanted wanted, boolean made) {
    HttpEntry said = entry(proxy ? PROXIES : List.of(), new Tls(wanted, null, null, "http"));

    HttpFront front = fronts().front(said, new HttpAddress(host, 0));

    assertThat(front.settings().exposure().tls() != null).isEqualTo(made);
    assertThat(front.certificate().isEmpty()).isEqualTo(!made);
    assertThat(Files.exists(folder.resolve("proxmox-mcp/http-certificate.pem"))).isEqualTo(made);
  }

  @ParameterizedTest
  @CsvSource({
    "false, mcp.example.org, http://10.1.2.3:8642/mcp",
    "true, mcp.example.org, https://mcp.example.org/mcp",
    "true, fd00::1, https://[fd00::1]/mcp"
  })
  void behind_a_proxy_pages_are_named_by_the_first_name(boolean proxy, String name, URI named) {
    HttpEntry said =
        new HttpEntry(
            null,
            List.of(new Placed(name, "file:2:1: http.names")),
            TOKENS,
            proxy ? PROXIES : List.of(),
            HttpEntry.NONE.tls(),
            Map.of());

    assertThat(fronts().front(said, LOOPBACK).outside(URI.create("http://10.1.2.3:8642/mcp")))
        .isEqualTo(named);
  }

  @Test
  void its_fingerprint_is_told_with_the_file_to_give_away() {
    HttpFront front = fronts().front(entry(List.of(), HttpEntry.NONE.tls()), EVERYWHERE);

    assertThat(front.certificate())
        .contains(
            Objects.requireNonNull(front.settings().exposure().tls()).certificate().fingerprint(),
            folder.resolve("proxmox-mcp/http-certificate.pem").toString());
  }

  @Test
  void without_a_folder_of_the_user_it_is_said_what_to_set() {
    HttpFronts homeless = new HttpFronts(new Caller("local"), () -> NOW, Map.of());

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> homeless.front(entry(List.of(), HttpEntry.NONE.tls()), EVERYWHERE))
        .withMessageContaining("XDG_STATE_HOME");
  }

  @Test
  void another_certificate_in_the_same_files_counts_at_once() throws Exception {
    HttpEntry said = entry(List.of(), files(NOW));
    HttpFront front = fronts().front(said, EVERYWHERE);
    String before = front.certificate();

    files(NOW.plusSeconds(1));
    assertThat(front.take(said)).isFalse();

    assertThat(front.certificate()).isNotEqualTo(before).doesNotContain("signed itself");
  }

  @Test
  void files_that_cannot_be_used_leave_the_one_that_is_in_force() throws Exception {
    HttpEntry said = entry(List.of(), files(NOW));
    HttpFront front = fronts().front(said, EVERYWHERE);
    String before = front.certificate();

    Files.writeString(folder.resolve("own.pem"), "nothing");

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> front.take(said))
        .withMessageStartingWith("file:5:1: http.certificate-file: the file ");
    assertThat(front.certificate()).isEqualTo(before);
  }

  @Test
  void each_limit_is_the_one_that_was_said() {
    Map<String, Integer> limits =
        Map.of(
            "connections", 1,
            "requests", 2,
            "streams", 10,
            "sessions", 3,
            "sessions-of-one", 4,
            "head-bytes", 5000,
            "head-seconds", 6,
            "body-seconds", 7,
            "idle-seconds", 8,
            "session-minutes", 9);
    HttpEntry said =
        new HttpEntry(null, List.of(), Map.of(), List.of(), HttpEntry.NONE.tls(), limits);

    assertThat(fronts().front(said, LOOPBACK).settings().limits())
        .isEqualTo(
            new HttpLimits(
                new HttpLimits.Times(
                    HttpLimits.Times.DEFAULT.silence(),
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(7),
                    Duration.ofSeconds(8),
                    Duration.ofMinutes(9)),
                new HttpLimits.Counts(1, 2, 10, 3, 4, 5000)));
  }

  private Tls files(Instant from) throws Exception {
    MadeCertificate made =
        MadeCertificate.of(List.of("mcp.example.org"), from, from.plus(Duration.ofDays(1)));
    Path certificate = folder.resolve("own.pem");
    Path key = folder.resolve("own.key");
    Files.write(certificate, made.certificatePem());
    Files.write(key, made.keyPem());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    return new Tls(Wanted.UNSAID, certificate, key, "file:5:1: http.certificate-file");
  }

  private static HttpEntry entry(List<Placed> proxies, Tls tls) {
    return new HttpEntry(null, List.of(), TOKENS, proxies, tls, Map.of());
  }

  private HttpFronts fronts() {
    return new HttpFronts(
        new Caller("local"), () -> NOW, Map.of("XDG_STATE_HOME", folder.toString()));
  }
}
