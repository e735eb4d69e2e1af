import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.server.transport.DefaultServerTransportSecurityValidator;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import jakarta.servlet.Servlet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The same tools on the official SDK: with sessions, without, or over standard streams. */
public final class SdkServer {
  private static final Map<String, Object> SCHEMA =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of(
              "a", Map.of("type", "integer", "minimum", 0, "maximum", 1000000),
              "b", Map.of("type", "integer", "minimum", 0, "maximum", 1000000),
              "note", Map.of("type", "string", "maxLength", 100)),
          "required",
          List.of("a", "b"),
          "additionalProperties",
          false);

  private SdkServer() {}

  public static void main(String[] arguments) throws Exception {
    McpJsonMapper json = McpJsonDefaults.getMapper();
    McpSchema.Tool tool =
        McpSchema.Tool.builder("add", SCHEMA).title("Add").description("Adds two numbers").build();
    switch (arguments[0]) {
      case "stdio" ->
          McpServer.sync(new StdioServerTransportProvider(json))
              .serverInfo("bench", "1")
              .immediateExecution(true)
              .validateToolInputs(true)
              .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
              .tools(
                  McpServerFeatures.SyncToolSpecification.builder()
                      .tool(tool)
                      .callHandler((exchange, request) -> sum(request))
                      .build())
              .build();
      case "sessions" -> {
        var transport =
            HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(json)
                .mcpEndpoint("/mcp")
                .securityValidator(local())
                .build();
        McpServer.sync(transport)
            .serverInfo("bench", "1")
            .immediateExecution(true)
            .validateToolInputs(true)
            .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
            .tools(
                McpServerFeatures.SyncToolSpecification.builder()
                    .tool(tool)
                    .callHandler((exchange, request) -> sum(request))
                    .build())
            .build();
        serve(transport);
      }
      case "stateless" -> {
        var transport =
            HttpServletStatelessServerTransport.builder()
                .jsonMapper(json)
                .messageEndpoint("/mcp")
                .securityValidator(local())
                .build();
        McpServer.sync(transport)
            .serverInfo("bench", "1")
            .immediateExecution(true)
            .validateToolInputs(true)
            .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
            .tools(
                new McpStatelessServerFeatures.SyncToolSpecification(
                    tool, (context, request) -> sum(request)))
            .build();
        serve(transport);
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    new CountDownLatch(1).await();
  }

  private static DefaultServerTransportSecurityValidator local() {
    return DefaultServerTransportSecurityValidator.builder()
        .allowedOrigins(List.of("http://127.0.0.1:*"))
        .allowedHosts(List.of("127.0.0.1:*"))
        .build();
  }

  private static McpSchema.CallToolResult sum(McpSchema.CallToolRequest request) {
    int a = ((Number) request.arguments().get("a")).intValue();
    int b = ((Number) request.arguments().get("b")).intValue();
    return McpSchema.CallToolResult.builder().addTextContent("sum: " + (a + b)).build();
  }

  private static void serve(Servlet servlet) throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    Server server = new Server(threads);
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/*");
    server.setHandler(context);
    server.start();
    System.out.println("http://127.0.0.1:" + connector.getLocalPort() + "/mcp");
  }
}
