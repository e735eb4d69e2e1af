"""The MCP engine alone, beside the official SDKs of Java and Python: the same tool, the same checks of
its arguments, the same client, in turn. Called by measure.py."""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

from client import Server

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCES = ROOT / "bench/engine"
PYTHON_SDK = "2.3.0"
OPEN = 1000
CONNECTIONS = 8


class Rival:
    """A server that was started for HTTP and is loaded now and then."""

    def __init__(self, name, command, era):
        self.name, self.era, self.rates = name, era, []
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.url = self.process.stdout.readline().strip()
        assert self.url.startswith("http"), f"{name} does not start"

    def end(self):
        self.process.kill()
        self.process.wait()


class Engine:
    def __init__(self, jdk, program):
        self.jdk = jdk
        self.work = ROOT / ".verification/engine"
        self.work.mkdir(parents=True, exist_ok=True)
        self.flags = (ROOT / "build/java-flags").read_text().split()
        wanted = ("mcp-", "base-", "json-", "jackson-", "jetty-http", "jetty-io", "jetty-server", "jetty-util", "jspecify", "slf4j-api",
                  "json-schema", "itu-")
        jars = sorted(str(jar) for jar in program.glob("*.jar") if jar.name.startswith(wanted))
        self.ours = self._compiled("EngineServer.java", "ours", jars)
        self.load = self._compiled("Load.java", "load", [])

    def _compiled(self, source, folder, jars):
        target = self.work / folder
        target.mkdir(exist_ok=True)
        path = os.pathsep.join([str(target), *jars])
        subprocess.run([self.jdk / "bin/javac", "-nowarn", "-proc:none", "-d", target, "-cp", path, SOURCES / source], check=True,
                       stderr=subprocess.DEVNULL)
        if folder == "ours":  # a cache takes classes from jars alone
            packed = self.work / "engine.jar"
            subprocess.run([self.jdk / "bin/jar", "--create", "--file", packed, "-C", target, "."], check=True)
            return os.pathsep.join([str(packed), *jars])
        return path

    def java_sdk(self):
        """The path with the official SDK, brought on first use."""
        jars = self.work / "sdk-jars"
        if not jars.is_dir():
            subprocess.run(["mvn", "-q", "-B", "-ntp", "-f", SOURCES / "pom.xml", "dependency:copy-dependencies",
                            f"-DoutputDirectory={jars}"], check=True, stdout=sys.stderr)
        return self._compiled("SdkServer.java", "sdk", sorted(str(jar) for jar in jars.glob("*.jar")))

    def python_sdk(self):
        home = self.work / "python"
        if not (home / "bin/uvicorn").exists():
            subprocess.run([sys.executable, "-m", "venv", home], check=True)
            subprocess.run([home / "bin/pip", "install", "-q", "--disable-pip-version-check", f"mcp=={PYTHON_SDK}"], check=True,
                           stdout=sys.stderr)
        return home / "bin/python"

    def command(self, how, cache=None):
        # As the program starts for one client, or for many.
        java = [str(self.jdk / "bin/java"), *self.flags, *(["-XX:TieredStopAtLevel=4"] if how == "http" else [])]
        return [*java, *([f"-XX:AOTCache={cache}"] if cache else []), "-cp", self.ours, "EngineServer", how]

    def train(self):
        """A cache as the distribution has one, by the start that is measured."""
        cache = self.work / "engine.aot"
        server = Server([str(self.jdk / "bin/java"), *self.flags, f"-XX:AOTCacheOutput={cache}", "-cp", self.ours, "EngineServer", "stdio"])
        server.to_tools()
        server.process.stdin.close()
        server.process.wait(60)
        assert cache.exists(), "no cache was made"
        return cache

    def loaded(self, *arguments):
        done = subprocess.run([self.jdk / "bin/java", "-XX:+UseSerialGC", "-cp", self.load, "Load", *map(str, arguments)],
                              check=True, capture_output=True, text=True)
        return json.loads(done.stdout)


def starts(table, engine, rounds, empty):
    cached = engine.command("stdio", engine.train())
    times, empties = [], []
    for _ in range(rounds):
        started = time.perf_counter()
        subprocess.run(empty, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        empties.append(time.perf_counter() - started)
        server = Server(cached)
        times.append(server.to_tools()[0])
        server.end()
    table.compare("the engine alone, start to `tools/list`, to an empty JVM",
                  f"{1000 * statistics.median(times):.0f} ms", statistics.median(times) / statistics.median(empties), "≤", 1.7)


def open_calls(table, engine):
    server = Rival("ours", engine.command("http"), "modern")
    load = subprocess.Popen([engine.jdk / "bin/java", "-XX:+UseSerialGC", "-cp", engine.load, "Load", "open", server.url, str(OPEN)],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert json.loads(load.stdout.readline())["open"] == OPEN
        time.sleep(3)
        status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
        table.add(f"{OPEN:,} calls open at once: resident", int(status.split("VmRSS:")[1].split()[0]) / 1024, "MB", (250, "MB"),
                  steady=True)
    finally:
        load.kill()
        load.wait()
        server.end()


def throughput(table, engine, rounds):
    sdk, java = engine.java_sdk(), str(engine.jdk / "bin/java")
    rivals = [
        Rival("ours, sessions", engine.command("http"), "legacy"),
        Rival("ours, 2026-07-28", engine.command("http"), "modern"),
        Rival("Java SDK 2.1.0, sessions", [java, "-cp", sdk, "SdkServer", "sessions"], "legacy"),
        Rival("Java SDK 2.1.0, stateless", [java, "-cp", sdk, "SdkServer", "stateless"], "stateless"),
        Rival(f"Python mcp {PYTHON_SDK}", [str(engine.python_sdk()), str(SOURCES / "server.py"), "http"], "stateless"),
    ]
    try:
        for rival in rivals:
            engine.loaded("http", rival.url, rival.era, CONNECTIONS, 6)
        for number in range(rounds):
            for rival in rivals[number % len(rivals):] + rivals[:number % len(rivals)]:
                rival.rates.append(engine.loaded("http", rival.url, rival.era, CONNECTIONS, 3)["rps"])
    finally:
        for rival in rivals:
            rival.end()
    medians = {rival.name: statistics.median(rival.rates) for rival in rivals}
    for name, rate in medians.items():
        table.say(f"HTTP `tools/call`, {CONNECTIONS} connections: {name}", f"{rate:,.0f} a second")
    ours = medians["ours, sessions"]
    best = max(rate for name, rate in medians.items() if name.startswith("Java SDK"))
    table.compare("HTTP `tools/call`, to the Java SDK at its best", f"{ours:,.0f} a second", ours / best, "≥", 1.0)
    table.compare("HTTP `tools/call`, to the Python SDK", f"{ours:,.0f} a second", ours / medians[f"Python mcp {PYTHON_SDK}"], "≥", 10)


def round_trips(table, engine, rounds):
    ours = engine.command("stdio")
    place = ours.index("-cp")
    commands = {
        # Engines are compared by the same compilers; for one client the program takes the quick one alone.
        "ours": [*ours[:place], "-XX:TieredStopAtLevel=4", *ours[place:]],
        "ours, as the program starts for one client (C1 alone)": ours,
        "Java SDK 2.1.0": [str(engine.jdk / "bin/java"), "-cp", engine.java_sdk(), "SdkServer", "stdio"],
        f"Python mcp {PYTHON_SDK}": [str(engine.python_sdk()), str(SOURCES / "server.py"), "stdio"],
    }
    times = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(engine.loaded("stdio", 3000 if "Python" not in name else 500, *command)["p50"])
    medians = {name: statistics.median(all_times) for name, all_times in times.items()}
    for name, microseconds in medians.items():
        table.say(f"stdio round trip of `tools/call`, median: {name}", f"{microseconds:.0f} µs")
    best = min(microseconds for name, microseconds in medians.items() if name.startswith("ours"))
    table.compare("stdio round trip, ours at its best to the Java SDK", f"{best:.0f} µs", best / medians["Java SDK 2.1.0"], "≤", 0.5)


def measure(table, jdk, program, empty, quick):
    engine = Engine(jdk, program)
    starts(table, engine, 3 if quick else 15, empty)
    open_calls(table, engine)
    if not quick:
        throughput(table, engine, 5)
        round_trips(table, engine, 5)
