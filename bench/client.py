"""What the benchmark talks to: MCP servers over standard input and output, a simulated cluster, and a
proxy between both that counts requests and can hold them. Python's standard library alone."""

import asyncio
import http.client
import json
import os
import queue
import ssl
import subprocess
import tempfile
import threading
import time

HELLO = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}}


class NoAnswer(Exception):
    pass


class Server:
    """An MCP server as a client starts it."""

    def __init__(self, command, environment=None):
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, env={**os.environ, **(environment or {})},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.answers = queue.Queue()
        self.waiting = {}
        self.next_id = 0
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            now = time.perf_counter()
            try:
                message = json.loads(line)
            except ValueError:
                message = {"id": "not JSON", "line": line.decode(errors="replace")}
            self.answers.put((now, message, len(line)))
        self.answers.put((time.perf_counter(), None, 0))

    def send(self, method, parameters=None):
        """Sends a request, or without parameters and with a name of notifications one of those."""
        message = {"jsonrpc": "2.0", "method": method}
        if parameters is not None:
            message["params"] = parameters
        if not method.startswith("notifications/"):
            self.next_id += 1
            message["id"] = self.next_id
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()
        return message.get("id")

    def await_answer(self, number, seconds=60):
        """The time at which the answer came, the answer, and its bytes."""
        end = time.perf_counter() + seconds
        while number not in self.waiting:
            try:
                now, message, size = self.answers.get(timeout=max(0.01, end - time.perf_counter()))
            except queue.Empty:
                raise NoAnswer(f"no answer within {seconds} s") from None
            if message is None:
                raise NoAnswer("it ended")
            self.waiting[message.get("id")] = (now, message, size)
        return self.waiting.pop(number)

    def ask(self, method, parameters=None, seconds=60):
        before = time.perf_counter()
        now, message, size = self.await_answer(self.send(method, parameters or {}), seconds)
        return now - before, message, size

    def to_tools(self, seconds=60):
        """From the start of the process to the answer of tools/list: seconds, and that answer's bytes."""
        self.ask("initialize", HELLO, seconds)
        self.send("notifications/initialized")
        now, answer, size = self.await_answer(self.send("tools/list", {}), seconds)
        if "tools" not in answer.get("result", {}):
            raise NoAnswer(f"tools/list answered {str(answer)[:200]}")
        return now - self.started, size

    def call(self, tool, **arguments):
        """Seconds and text of a tool's answer, which must be no error."""
        seconds, answer, _ = self.ask("tools/call", {"name": tool, "arguments": arguments})
        result = answer.get("result", {"isError": True})
        if result.get("isError"):
            raise NoAnswer(f"{tool} answered {str(answer)[:300]}")
        return seconds, result["content"][0]["text"]

    def memory(self):
        """Resident and proportional megabytes."""
        found = {}
        for file in ("status", "smaps_rollup"):
            with open(f"/proc/{self.process.pid}/{file}", encoding="ascii", errors="replace") as lines:
                for line in lines:
                    parts = line.split()
                    if parts[0] in ("VmRSS:", "Pss:"):
                        found[parts[0]] = int(parts[1]) / 1024
        return found["VmRSS:"], found["Pss:"]

    def end(self):
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Cluster:
    """A simulated cluster of the program's own, and how to reach it."""

    def __init__(self, program, *options):
        """The program is a command, or a list of its words."""
        words = [program] if isinstance(program, str) else program
        self.process = subprocess.Popen(
            [*words, "simulate", "--port", "0", *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.environment = {}
        for line in self.process.stdout:
            if line.strip().startswith("export "):
                name, value = line.strip().removeprefix("export ").split("=", 1)
                self.environment[name] = value
            if "Stop with" in line:
                break
        if "PROXMOX_PORT" not in self.environment:
            raise NoAnswer("the simulated cluster did not start")

    def answer(self, path):
        """Seconds that it takes to answer, to a client that does nothing with the answer."""
        trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trust.check_hostname = False
        trust.verify_mode = ssl.CERT_NONE  # the cluster of this very run, on this machine
        its = self.environment
        token = f"PVEAPIToken={its['PROXMOX_USER']}!{its['PROXMOX_TOKEN_NAME']}={its['PROXMOX_TOKEN_VALUE']}"
        connection = http.client.HTTPSConnection("127.0.0.1", int(its["PROXMOX_PORT"]), context=trust)
        try:
            connection.connect()
            before = time.perf_counter()
            connection.request("GET", path, headers={"Authorization": token})
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200 or not body:
                raise NoAnswer(f"{path} answered {answer.status}")
            return time.perf_counter() - before
        finally:
            connection.close()

    def end(self):
        self.process.terminate()
        self.process.wait(20)


class Proxy:
    """Between a server and its cluster: counts requests; while it is held, none of them goes on."""

    def __init__(self, cluster):
        self.port = int(cluster.environment["PROXMOX_PORT"])
        self.requests = 0
        self.held = False
        self.folder = tempfile.TemporaryDirectory()
        certificate, key = f"{self.folder.name}/certificate.pem", f"{self.folder.name}/key.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-out", certificate, "-keyout", key],
            check=True, capture_output=True)
        fingerprint = subprocess.run(
            ["openssl", "x509", "-in", certificate, "-noout", "-fingerprint", "-sha256"],
            check=True, capture_output=True, text=True).stdout.strip().split("=", 1)[1]
        self.inside = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.inside.load_cert_chain(certificate, key)
        self.outside = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.outside.check_hostname = False
        self.outside.verify_mode = ssl.CERT_NONE  # the cluster of this very run, on this machine
        # One thread for all of it: two threads at one TLS connection, one reading and one writing, lose data.
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        self.listener = self._now(asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self.inside))
        self.environment = {
            **cluster.environment,
            "PROXMOX_PORT": str(self.listener.sockets[0].getsockname()[1]), "PROXMOX_FINGERPRINT": fingerprint}

    def _now(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    async def _serve(self, near_in, near_out):
        try:
            far_in, far_out = await asyncio.open_connection("127.0.0.1", self.port, ssl=self.outside)
            await asyncio.gather(self._forward(near_in, far_out), self._back(far_in, near_out))
        except (OSError, EOFError, asyncio.CancelledError):
            pass
        finally:
            near_out.close()

    async def _forward(self, source, target):
        while data := await source.read(65536):
            self.requests += data.count(b" /api2/")
            while self.held:
                await asyncio.sleep(0.01)
            target.write(data)
            await target.drain()
        target.close()

    @staticmethod
    async def _back(source, target):
        while data := await source.read(65536):
            target.write(data)
            await target.drain()
        target.close()

    def hold(self):
        self.held = True

    def end(self):
        self.held = False
        self._now(self._close())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.folder.cleanup()

    async def _close(self):
        self.listener.close()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
