/** Lists as answers: what was asked for, true totals, columns, pages. */
package dev.proxmoxmcp.tools.list;
