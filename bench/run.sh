#!/usr/bin/env bash
# One table: how fast the program starts, how much memory it takes, how it bears many guests and a slow
# Proxmox; beside an empty JVM and other people's servers, all in the same run.
#   bench/run.sh            the whole table, in some minutes
#   bench/run.sh --quick    fewer rounds, no other servers; fails where memory or requests are twice the target
#   bench/run.sh --api      the rows of the whole API alone
#   bench/run.sh --engine    the rows of the MCP engine alone, beside the official SDKs
#   bench/run.sh --write    the whole table, kept in docs/benchmarks.md
set -eu
cd "$(dirname "$0")/.."
PROXMOX_MCP_IMAGE=wait ./proxmox-mcp --version >&2
exec python3 bench/measure.py "$@"
