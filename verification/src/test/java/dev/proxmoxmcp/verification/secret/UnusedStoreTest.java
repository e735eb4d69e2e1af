package dev.proxmoxmcp.verification.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who does not use the secret store does not wait for it either. */
class UnusedStoreTest {
  private static final Map<String, String> TOLD = Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load");
  private static final String[] OF_THE_STORE = {
    "org.bouncycastle", "settings.secret.SealedStore ", "settings.secret.StoreCipher "
  };

  @TempDir Path folder;

  @Test
  void a_start_without_a_secret_of_the_store_loads_nothing_of_it() throws Exception {
    ProgramRun.Place place = ProgramRun.Place.in(folder);

    ProgramRun run = tools(place, "file:" + privateFile("token", "no-token-at-all"), "");

    assertThat(run.exitCode()).isZero();
    assertThat(run.text())
        .contains("settings.SecretSource ", "settings.secret.PrivateFile ")
        .doesNotContain(OF_THE_STORE);
  }

  /** So that the names above are those that would be loaded. */
  @Test
  void a_start_with_one_under_a_key_loads_the_store_and_no_bouncy_castle() throws Exception {
    ProgramRun.Place place = ProgramRun.Place.in(folder);
    List<String> set =
        List.of(
            "secret",
            "set",
            "lab",
            "--stdin",
            "--store",
            place.home().resolve("sealed").toString(),
            "--key-file",
            place.home().resolve("key").toString());
    assertThat(ProgramRun.of(place, Map.of(), "no-token-at-all", set).exitCode()).isZero();

    ProgramRun run =
        tools(
            place,
            "store:lab",
            "secrets: {store: %1$s/sealed, key-file: %1$s/key}".formatted(place.home()));

    assertThat(run.exitCode()).isZero();
    assertThat(run.text())
        .contains(OF_THE_STORE[1], OF_THE_STORE[2])
        .doesNotContain(OF_THE_STORE[0]);
  }

  private ProgramRun tools(ProgramRun.Place place, String tokenValue, String secrets)
      throws Exception {
    String settings =
        """
        version: 1
        %s
        clusters: {lab: {host: pve.invalid, token-id: mcp@pve!a, token-value: "%s"}}
        """
            .formatted(secrets, tokenValue);
    return ProgramRun.of(
        place, TOLD, "", List.of("tools", "--config", privateFile("settings.yaml", settings)));
  }

  private String privateFile(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file.toString();
  }
}
