"""Rotates the token of a running server under load, and looks at what came of it."""

import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

PROGRAM = os.environ.get("PROXMOX_MCP_PROGRAM", "./proxmox-mcp")
# Settings of whoever runs this are not those of the run.
ENVIRONMENT = {name: value for name, value in os.environ.items()
               if not name.startswith("PROXMOX_") or name == "PROXMOX_MCP_IMAGE"}
PAGE = "docs/evidence/rotation.md"
CALLS, CALLERS, ROTATIONS, WRITE_EVERY = 1000, 4, 10, 4
PASSWORD = "a password of this run alone"


class Cluster:
    """A simulated one, with a token that may not change itself and an administrator who may."""

    def __init__(self, version):
        self.process = subprocess.Popen(
            [PROGRAM, "simulate", "--port", "0", "--version", version],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, text=True, env=ENVIRONMENT)
        said = ""
        while "Stop with Ctrl+C" not in said:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("The simulated cluster did not start.")
            said += line
        self.port = re.search(r"PROXMOX_PORT=(\d+)", said).group(1)
        self.pin = re.search(r"PROXMOX_FINGERPRINT=(\S+)", said).group(1)
        identity, secret = re.search(r"may do everything:\s+(\S+) with the secret (\S+)", said).groups()
        self.proof = f"PVEAPIToken={identity}={secret}"
        self.unverified = ssl._create_unverified_context()  # it was started two lines above
        self.api("POST", "/access/users", userid="boss@pve", password=PASSWORD)
        self.api("PUT", "/access/acl", path="/", users="boss@pve", roles="Administrator")
        self.api("POST", "/access/users", userid="mcp@pve")
        self.api("POST", "/access/roles", roleid="Assistant", privs="VM.Audit Sys.Audit Pool.Allocate")
        self.api("PUT", "/access/acl", path="/", users="mcp@pve", roles="Assistant")
        expire = int(time.time()) + 10 * 86400
        self.secret = self.api("POST", "/access/users/mcp@pve/token/assistant", expire=expire)["value"]
        self.api("PUT", "/access/acl", path="/", tokens="mcp@pve!assistant", roles="Assistant")

    def api(self, method, address, /, **form):
        request = urllib.request.Request(
            f"https://127.0.0.1:{self.port}/api2/json{address}", method=method,
            data=urllib.parse.urlencode(form).encode() if form else None,
            headers={"Authorization": self.proof})
        with urllib.request.urlopen(request, context=self.unverified) as answer:
            return json.load(answer)["data"]


class Server:
    """`serve --http` with a settings file that names the token."""

    def __init__(self, folder, cluster):
        self.folder = folder
        self.settings = os.path.join(folder, "settings.yaml")
        self.write("lab.token", cluster.secret)
        self.write("boss.password", PASSWORD)
        self.write("settings.yaml", f"""\
version: 1
state: "{folder}/state"
allow: change
policy:
  rates:
    read: {{per-minute: 60000, burst: 10000}}
    change: {{per-minute: 60000, burst: 10000}}
clusters:
  lab: # rotated under load
    host: 127.0.0.1
    port: {cluster.port}
    token-id: mcp@pve!assistant # follows where it must
    token-value: file:lab.token
    fingerprints: "{cluster.pin}"
""")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--http", "127.0.0.1:0", "--config", self.settings],
            stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, env=ENVIRONMENT)
        said = line = self.process.stderr.readline()
        while "Serving MCP at" not in line:
            if not line:
                raise SystemExit(f"The server did not start. {said}")
            line = self.process.stderr.readline()
            said += line
        self.address = line.split()[-1]
        self.log = []
        threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True).start()

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)

    def call(self, tool, arguments):
        meta = {"io.modelcontextprotocol/protocolVersion": "2026-07-28",
                "io.modelcontextprotocol/clientInfo": {"name": "rotation", "version": "1"},
                "io.modelcontextprotocol/clientCapabilities": {}}
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
                "params": {"name": tool, "arguments": arguments, "_meta": meta}}
        request = urllib.request.Request(
            self.address, data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Mcp-Method": "tools/call", "Mcp-Name": tool,
                     "Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2026-07-28"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read().decode()

    def rotate(self, days):
        run = subprocess.run(
            [PROGRAM, "token", "rotate", "lab", "--config", self.settings, "--expires", str(days), "--as",
             "boss@pve", "--password-file", os.path.join(self.folder, "boss.password")],
            capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120, env=ENVIRONMENT)
        said = run.stdout if run.returncode == 0 else run.stdout + run.stderr
        return run.returncode, said.replace(self.folder, "/etc/proxmox-mcp")


def under_load(version):
    """The transcript, and what is wrong with it."""
    folder = tempfile.mkdtemp(prefix="rotation.")
    cluster = Cluster(version)
    server = None
    try:
        server = Server(folder, cluster)
        lock, answered = threading.Lock(), threading.Semaphore(0)
        numbers, failures, longest = iter(range(CALLS)), [], [0.0]

        def caller():
            while True:
                with lock:
                    number = next(numbers, None)
                if number is None:
                    return
                started = time.monotonic()
                try:
                    answer = (server.call("api_write", {"endpoint": "POST /pools",
                                                        "parameters": {"poolid": f"once-{number}"}})
                              if number % WRITE_EVERY == 0 else server.call("guest_list", {"limit": 1}))
                    wrong = '"isError":true' in answer or '"result"' not in answer
                except OSError as failure:
                    answer, wrong = str(failure), True
                with lock:
                    longest[0] = max(longest[0], time.monotonic() - started)
                    if wrong:
                        failures.append(answer)
                answered.release()

        threads = [threading.Thread(target=caller) for _ in range(CALLERS)]
        for thread in threads:
            thread.start()
        lines, done = [], 0
        for number in range(ROTATIONS):
            for _ in range(CALLS // (ROTATIONS + 1)):
                answered.acquire()
                done += 1
            code, said = server.rotate(30 + number)
            if code != 0:
                failures.append(said)
            if number in (0, ROTATIONS - 1):
                lines.append(f"$ proxmox-mcp token rotate lab --expires {30 + number} --as boss@pve"
                             f" --password-file boss.password   # after {done} calls")
                lines.append(said.rstrip())
        for thread in threads:
            thread.join()
        pools = [pool["poolid"] for pool in cluster.api("GET", "/pools")]
        once = sum(pool.startswith("once-") for pool in pools)
        tokens = [token["tokenid"] for token in cluster.api("GET", "/access/users/mcp@pve/token")]
        writes = CALLS // WRITE_EVERY
        lines += [f"{CALLS} calls ({writes} of them writes) over {ROTATIONS} rotations: "
                  f"{len(failures)} failures, {once} pools made of {writes}, {once - writes} repeated.",
                  f"The tokens of mcp@pve at the end: {', '.join(tokens)}."]
        wrong = failures[:3] + ([] if once == writes else [f"{once} pools instead of {writes}"])
        wrong += [] if len(tokens) == 1 else [f"tokens are left: {tokens}"]
        return lines, wrong, longest[0]
    finally:
        for process in (server.process if server else None, cluster.process):
            if process:
                process.terminate()
                process.wait(20)
        shutil.rmtree(folder)


def main():
    page = ["# A rotation under load", "",
            "Written by `verification/rotation.sh --write`, which runs it between processes: `simulate`, `serve --http`",
            f"and `token rotate`, while {CALLERS} clients call the server without a pause. Each fourth call makes a pool",
            "of a name of its own, which Proxmox refuses to make twice; a refused token is answered after 3 s, as Proxmox",
            "does. `RotationTest` holds the same in every build.", ""]
    failed = False
    for version, how in (("9.2", "in place"), ("9.1", "by a second token")):
        lines, wrong, longest = under_load(version)
        print(f"{version}: {lines[-2]} The longest call took {longest:.1f} s.")
        for one in wrong:
            failed = True
            print(f"FAILED  {version}: {one}")
        page += [f"## Proxmox VE {version}, {how}", "", "```", *lines, "```", ""]
    if failed:
        sys.exit(1)
    if "--write" in sys.argv:
        with open(PAGE, "w", encoding="utf-8") as file:
            file.write("\n".join(page))


main()
