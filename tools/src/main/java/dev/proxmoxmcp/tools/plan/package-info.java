/**
 * What a call wants to do, told so that rules and people can decide: steps, what they are about,
 * the state they are made for, and how they are undone.
 */
package dev.proxmoxmcp.tools.plan;
