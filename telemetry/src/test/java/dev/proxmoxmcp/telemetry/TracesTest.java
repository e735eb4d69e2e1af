package dev.proxmoxmcp.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Observer.Kind;
import dev.proxmoxmcp.base.Observer.What;
import dev.proxmoxmcp.base.Observer.Work;
import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.telemetry.Metrics.Gauge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TracesTest {
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final BlockingQueue<JsonNode> got = new LinkedBlockingQueue<>();
  private final SynchronousQueue<Boolean> turns = new SynchronousQueue<>();
  private final AtomicLong ids = new AtomicLong(1);
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-12-01T00:00:00.000000001Z"));

  private Traces traces(Traces.Sender sender) {
    return new Traces(sender, new Otlp("1.2.3", "42"), _ -> turns.take());
  }

  private void take(byte[] json) {
    got.add(JsonText.lenient().read(new String(json, StandardCharsets.UTF_8)));
  }

  private Telemetry telemetry(Telemetry.Taker taker) {
    return new Telemetry(now::get, new TraceIds(ids::getAndIncrement), List.of(taker));
  }

  private static What tool(String name) {
    return new What(Kind.TOOL, name, Map.of("cluster", "lab"));
  }

  @Test
  void a_call_is_a_part_of_the_callers_trace_and_its_requests_are_parts_of_it() throws Exception {
    try (Traces traces = traces(this::take)) {
      Work call = telemetry(traces).begun(tool("guest_list"), PARENT);
      Work request =
          call.part(new What(Kind.REQUEST, "GET", Map.of("cluster", "lab", "url.path", "/nodes")));
      now.set(now.get().plusMillis(5));
      request.ended("500", false);
      call.ended("failed", false);
      turns.put(true);

      JsonNode sent = got.take();
      JsonNode spans = sent.at("/resourceSpans/0/scopeSpans/0/spans");
      assertThat(sent.at("/resourceSpans/0/resource/attributes/0/value/stringValue").asString())
          .isEqualTo("proxmox-mcp");
      assertThat(spans).hasSize(2);
      JsonNode ofRequest = spans.path(0);
      JsonNode ofCall = spans.path(1);
      assertThat(ofCall.path("traceId").asString()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
      assertThat(ofCall.path("parentSpanId").asString()).isEqualTo("b7ad6b7169203331");
      assertThat(ofCall.path("name").asString()).isEqualTo("tools/call guest_list");
      assertThat(ofRequest.path("traceId")).isEqualTo(ofCall.path("traceId"));
      assertThat(ofRequest.path("parentSpanId")).isEqualTo(ofCall.path("spanId"));
      assertThat(ofRequest.path("startTimeUnixNano").asString()).isEqualTo("1796083200000000001");
      assertThat(ofRequest.path("endTimeUnixNano").asString()).isEqualTo("1796083200005000001");
      assertThat(ofRequest.path("status").path("code").intValue()).isEqualTo(2);
      assertThat(ofRequest.toString())
          .contains("{\"key\":\"http.response.status_code\",\"value\":{\"intValue\":\"500\"}}")
          .contains("{\"key\":\"url.path\",\"value\":{\"stringValue\":\"/nodes\"}}");
    }
  }

  @Test
  void a_call_of_nobodys_trace_begins_one() throws Exception {
    try (Traces traces = traces(this::take)) {
      for (String parent : List.of("", "nonsense", PARENT.toUpperCase(Locale.ROOT))) {
        telemetry(traces).begun(tool("whoami"), parent).ended("done", true);
      }
      turns.put(true);

      JsonNode spans = got.take().at("/resourceSpans/0/scopeSpans/0/spans");
      assertThat(spans).hasSize(3);
      assertThat(spans)
          .allSatisfy(span -> {
            assertThat(span.path("traceId").asString()).matches("[0-9a-f]{32}");
            assertThat(span.has("parentSpanId")).isFalse();
            assertThat(span.has("status")).isFalse();
          });
    }
  }

  @Test
  void what_a_collector_does_not_take_is_counted_and_costs_the_calls_nothing() throws Exception {
    AtomicReference<String> broken = new AtomicReference<>("refused");
    Traces traces =
        traces(json -> {
          if (!broken.get().isEmpty()) {
            throw new IOException(broken.get());
          }
          take(json);
        });
    telemetry(traces).begun(tool("whoami"), "").ended("done", true);
    turns.put(true);
    turns.put(true); // the first round is over
    broken.set("");
    telemetry(traces).begun(tool("whoami"), "").ended("done", true);
    traces.close();

    assertThat(got).hasSize(1);
    assertThat(traces.get()).extracting(Gauge::value).containsExactly(1.0, 1.0);
  }

  @Test
  void what_waits_is_sent_before_the_end_and_what_finds_no_room_is_counted() {
    Traces traces = traces(this::take);
    for (int call = 0; call < 5000; call++) {
      telemetry(traces).begun(tool("whoami"), "").ended("done", true);
    }
    traces.close();

    assertThat(traces.get()).extracting(Gauge::value).containsExactly(4096.0, 904.0);
    assertThat(got).hasSize(8);
  }
}
