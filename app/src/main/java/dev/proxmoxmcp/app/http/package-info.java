/** What {@code serve --http} puts between the network and the tools. */
package dev.proxmoxmcp.app.http;
