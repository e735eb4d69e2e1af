"""``python -m proxmox_mcp``."""

import sys

from proxmox_mcp import main

sys.exit(main())
