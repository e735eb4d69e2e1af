"""Types a new approval passphrase at a terminal, as a person does: passphrase.py PASSPHRASE COMMAND..."""

import os
import pty
import select
import sys
import time

passphrase, command = sys.argv[1], sys.argv[2:]
process, terminal = pty.fork()
if process == 0:
    os.execvp(command[0], command)
said = b""
typed = 0
deadline = time.monotonic() + 60
while time.monotonic() < deadline:
    ready, _, _ = select.select([terminal], [], [], 1)
    if not ready:
        continue
    try:
        more = os.read(terminal, 4096)
    except OSError:
        break
    if not more:
        break
    said += more
    if said.count(b": ") > typed and typed < 2:
        typed += 1
        os.write(terminal, passphrase.encode() + b"\n")
_, status = os.waitpid(process, 0)
sys.stderr.write(said.decode(errors="replace"))
if passphrase.encode() in said:
    sys.exit("the passphrase was shown")
sys.exit(os.waitstatus_to_exitcode(status))
