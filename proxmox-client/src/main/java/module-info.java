/**
 * A typed client of the Proxmox VE API, usable alone: open a {@link dev.proxmoxmcp.client.Cluster},
 * bind it to a {@link dev.proxmoxmcp.client.Gate}, ask.
 */
@org.jspecify.annotations.NullMarked
module dev.proxmoxmcp.client {
  requires transitive dev.proxmoxmcp.base;
  requires static transitive org.jspecify;
  requires com.github.benmanes.caffeine;
  requires com.jcraft.jsch;
  requires dev.failsafe.core;
  requires dev.proxmoxmcp.json;
  requires org.eclipse.jetty.client;
  requires org.eclipse.jetty.http;
  requires org.eclipse.jetty.io;
  requires org.eclipse.jetty.util;
  requires tools.jackson.core;
  requires tools.jackson.databind;

  exports dev.proxmoxmcp.client;
  exports dev.proxmoxmcp.client.access;
  exports dev.proxmoxmcp.client.backup;
  exports dev.proxmoxmcp.client.catalog;
  exports dev.proxmoxmcp.client.cluster;
  exports dev.proxmoxmcp.client.command;
  exports dev.proxmoxmcp.client.datastore;
  exports dev.proxmoxmcp.client.guest;
  exports dev.proxmoxmcp.client.metric;
  exports dev.proxmoxmcp.client.node;
  exports dev.proxmoxmcp.client.ssh;
  exports dev.proxmoxmcp.client.storage;
  exports dev.proxmoxmcp.client.task;
  exports dev.proxmoxmcp.client.tls;
}
