package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {
  private static Lab lab;

  @BeforeAll
  static void start() throws IOException {
    lab = Lab.start();
  }

  @AfterAll
  static void stop() throws IOException {
    lab.close();
  }

  private static Lab.Answer get(String path) throws IOException {
    return lab.call(lab.cluster().auditorToken(), "GET", path, "");
  }

  @Test
  void json_wraps_the_answer_in_data() throws IOException {
    assertThat(get("/api2/json/version").body())
        .isEqualTo(
            Map.of("data", Map.of("version", "9.2.4", "release", "9.2", "repoid", "srcbuild")));
  }

  @Test
  void json_repeats_the_reason_phrase_in_the_message() throws IOException {
    Lab.Answer answer = get("/api2/json/nodes/pve1/qemu/999/config");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.reason())
        .isEqualTo("Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist");
    assertThat(answer.body().get("message")).isEqualTo(answer.reason() + "\n");
    assertThat(answer.body().containsKey("data")).isTrue();
    assertThat(answer.data()).isNull();
  }

  @Test
  void extjs_says_success_beside_the_data() throws IOException {
    assertThat(get("/api2/extjs/version").body().get("success")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "/version?foo=bar, '400', string",
    "/nodes/pve1/qemu/999/config, '500', number",
    "/storage/local, '403', string"
  })
  void extjs_fails_with_status_200_and_the_real_one_inside(String path, String status, String type)
      throws IOException {
    Lab.Answer answer = get("/api2/extjs" + path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("success")).isEqualTo(0);
    assertThat(answer.body().get("status"))
        .hasToString(status)
        .isInstanceOf(type.equals("number") ? Integer.class : String.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api2/json/nosuch/path               | 501 | Method 'GET /nosuch/path' not implemented
          /api2/json/nodes/pve1/../../version  | 501 | Method 'GET /nodes/pve1/../../version' not implemented
          /api2/json/nodes/pve1/qemu/900/status/explode | 501 | Method 'GET /nodes/pve1/qemu/900/status/explode' not implemented
          /api2/xml/version                    | 501 | no formatter for uri /version, xml
          /api2/version                        | 501 | no formatter for uri /, version
          /nosuch                              | 500 | no such file '/nosuch'
          /api2/json/nodes/nosuch/status       | 500 | hostname lookup 'nosuch' failed - failed to get address info for: nosuch: Temporary failure in name resolution
          """)
  void paths_that_lead_nowhere_say_so(String path, int status, String reason) throws IOException {
    Lab.Answer answer = get(path);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.reason()).isEqualTo(reason);
  }

  @Test
  void the_root_is_the_page_for_browsers() throws IOException {
    try (RawClient client = lab.connect()) {
      RawClient.Reply page = client.get("/", "");

      assertThat(page.headers()).containsEntry("content-type", "text/html");
      assertThat(page.body()).startsWith("<!DOCTYPE html>");
    }
  }
}
