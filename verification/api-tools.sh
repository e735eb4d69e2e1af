#!/usr/bin/env bash
# Seven tasks of an operator with the four tools for the whole API alone, over standard input and output
# against the simulated cluster: each in at most four calls, and what came of it is looked at.
#   --write   renews docs/evidence/api-tools.md, which otherwise must tell the same
# PROXMOX_MCP_PROGRAM names another program than the launcher.
set -euo pipefail
cd "$(dirname "$0")/.."
export PYTHONDONTWRITEBYTECODE=1
# Built before it is talked to.
"${PROXMOX_MCP_PROGRAM:-./proxmox-mcp}" --version >/dev/null
python3 verification/api-tools/walk.py "$@"
