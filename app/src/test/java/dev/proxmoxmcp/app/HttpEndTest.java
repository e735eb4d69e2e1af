package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Served over HTTP as a service is: when it is ready, and how it ends. */
class HttpEndTest {
  private static final int TERMINATED = 128 + 15;

  @Test
  void it_is_ready_once_a_cluster_has_answered_and_ends_when_it_is_told_to() throws Exception {
    try (SimulatedCluster cluster =
            SimulatedCluster.homelab().clock(InstantSource.system()).start();
        ServerProcess server = new ServerProcess(Settings.of(cluster))) {
      URI address = address(server);
      String ready = get(address, "/readyz");
      while (ready.contains("no cluster has answered yet")) {
        ready = get(address, "/readyz");
      }
      assertThat(ready).startsWith("HTTP/1.1 200 ").endsWith("ready\n");
      assertThat(server.terminate()).isEqualTo(TERMINATED);
    }
  }

  @Test
  void it_is_not_ready_while_no_cluster_answers_and_healthy_all_the_same() throws Exception {
    Map<String, String> environment = Settings.complete();
    environment.put("PROXMOX_HOST", "127.0.0.1");
    environment.put("PROXMOX_PORT", "1");
    try (ServerProcess server = new ServerProcess(environment)) {
      URI address = address(server);
      assertThat(get(address, "/readyz"))
          .startsWith("HTTP/1.1 503 ")
          .endsWith("no cluster has answered yet\n");
      assertThat(get(address, "/healthz")).startsWith("HTTP/1.1 200 ").endsWith("ok\n");
      assertThat(server.terminate()).isEqualTo(TERMINATED);
    }
  }

  @Test
  void why_no_cluster_answers_is_in_the_log() throws Exception {
    Map<String, String> environment = Settings.complete();
    environment.put("PROXMOX_HOST", "127.0.0.1");
    environment.put("PROXMOX_PORT", "1");
    try (ServerProcess server = new ServerProcess(environment)) {
      assertThat(server.until("No answer yet."))
          .contains("WARNING", "cluster=", "why=\"", "127.0.0.1:1");
    }
  }

  private static URI address(ServerProcess server) throws IOException {
    String line = server.until("Serving MCP at ");
    return URI.create(line.substring(line.indexOf("http")));
  }

  private static String get(URI address, String path) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
