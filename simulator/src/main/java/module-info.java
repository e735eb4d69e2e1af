/**
 * A simulated Proxmox VE cluster behind real HTTPS: a test library, and the {@code simulate}
 * command. It shares no code with the client, so that a misreading of the API cannot hide in both.
 */
@org.jspecify.annotations.NullMarked
module dev.proxmoxmcp.simulator {
  requires static transitive org.jspecify;
  requires transitive dev.proxmoxmcp.base;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires jdk.httpserver;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires tools.jackson.core;
  requires tools.jackson.databind;

  exports dev.proxmoxmcp.simulator;
  exports dev.proxmoxmcp.simulator.control;
}
