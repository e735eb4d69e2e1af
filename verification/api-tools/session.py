"""One client of the program over standard input and output: MCP by hand, with nothing but Python."""

import json
import os
import subprocess


class Session:
    """A running demo. Closed like a file."""

    def __init__(self, command):
        self._next = 0
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self._log = []
        _drain(self._process.stderr, self._log)
        self._ask("initialize", {
            "protocolVersion": "2025-11-25",
            "capabilities": {},
            "clientInfo": {"name": "api-tools", "version": "1"},
        })
        self._send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def tools(self):
        """The list of tools, as the server shows it."""
        return self._ask("tools/list", {})["tools"]

    def call(self, tool, arguments):
        """The text of an answer, and whether it is an error."""
        result = self._ask("tools/call", {"name": tool, "arguments": arguments})
        return "\n".join(part["text"] for part in result["content"]), result.get("isError", False)

    def log(self):
        """What the program wrote to standard error so far."""
        return "".join(self._log)

    def _send(self, message):
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()

    def _ask(self, method, params):
        self._next += 1
        self._send({"jsonrpc": "2.0", "id": self._next, "method": method, "params": params})
        while True:
            line = self._process.stdout.readline()
            if not line:
                raise SystemExit(f"the program ended: {self.log()}")
            message = json.loads(line)
            if message.get("id") == self._next:
                if "error" in message:
                    raise SystemExit(f"{method}: {message['error']}")
                return message["result"]


def _drain(stream, lines):
    """Reads on, so that the program never waits for somebody to read its log."""
    import threading

    def read():
        for line in stream:
            lines.append(line)

    threading.Thread(target=read, daemon=True).start()


def demo(*options):
    """A demo with `options`, by the launcher unless PROXMOX_MCP_PROGRAM names another program."""
    here = os.path.dirname(os.path.abspath(__file__))
    program = os.environ.get("PROXMOX_MCP_PROGRAM", os.path.join(here, "..", "..", "proxmox-mcp"))
    return [program, "demo", "--stdio", *options]
