/** The program: command line and composition root. */
@org.jspecify.annotations.NullMarked
module dev.proxmoxmcp.app {
  requires dev.proxmoxmcp.base;
  requires dev.proxmoxmcp.client;
  requires dev.proxmoxmcp.dashboard;
  requires dev.proxmoxmcp.guard;
  requires dev.proxmoxmcp.json;
  requires dev.proxmoxmcp.mcp;
  requires dev.proxmoxmcp.settings;
  requires dev.proxmoxmcp.simulator;
  requires dev.proxmoxmcp.store;
  requires dev.proxmoxmcp.telemetry;
  requires dev.proxmoxmcp.tools;
  requires info.picocli;
  requires jdk.unsupported; // signals
  requires org.bouncycastle.pkix; // a certificate for HTTP
  requires org.bouncycastle.provider;
  requires org.slf4j;
  requires org.snakeyaml.engine;
  requires tools.jackson.core;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.toml;
  requires static org.jspecify;

  // the command line library sets annotated fields
  opens dev.proxmoxmcp.app.command to
      info.picocli;

  provides System.LoggerFinder with
      dev.proxmoxmcp.app.log.LogFinder;
  provides org.slf4j.spi.SLF4JServiceProvider with
      dev.proxmoxmcp.app.log.LibraryLogs;
}
