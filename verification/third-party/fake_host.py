"""fakepve with a token, for our own client: CERTIFICATE KEY PORT; prints when it listens."""

import asyncio
import sys

from fakepve.server import FakePve

TOKEN, SECRET = "mcp@pve!assistant", "11111111-2222-3333-4444-555555555555"


async def serve(certificate, key, port):
    pve = FakePve(user="root@pam", password="unused", host="127.0.0.1", port=int(port))
    pve.time_scale = 0
    pve.add_vm(100, "web", status="running")
    pve.add_vm(101, "db", status="stopped")
    pve.add_ct(200, "dns", node="pve1", status="running")
    pve.apitokens[TOKEN] = SECRET
    await pve.start(certificate, key)
    print(f"listens at {pve.port}", flush=True)
    await asyncio.Event().wait()


asyncio.run(serve(*sys.argv[1:]))
