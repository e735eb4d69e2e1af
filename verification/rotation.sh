#!/usr/bin/env bash
# A token is rotated ten times while clients of a running `serve` make 1,000 calls: between processes, with real
# refusals (3 s each, as Proxmox has them), against a simulated 9.2 (in place) and 9.1 (by a second token).
#   --write   renews docs/evidence/rotation.md
set -euo pipefail
cd "$(dirname "$0")/.."
export PYTHONDONTWRITEBYTECODE=1
# Built before it is talked to.
"${PROXMOX_MCP_PROGRAM:-./proxmox-mcp}" --version >/dev/null
python3 verification/rotation/load.py "$@"
