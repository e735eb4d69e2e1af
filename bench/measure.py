"""The benchmark; see run.sh. Prints one Markdown table."""

import argparse
import datetime
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time

import engine
from client import Cluster, NoAnswer, Proxy, Server

ROOT = pathlib.Path(__file__).resolve().parent.parent
RIVALS = {"mcp-proxmox": "mcp-proxmox", "proxmox-mcp-server": "proxmox-mcp-server"}
MANY = 10_000
GUESTS = "/api2/json/cluster/resources?type=vm"
GROSS = 2


class Table:
    def __init__(self):
        self.rows = []
        self.gross = []
        self.empty = None

    def add(self, what, value, unit, target=None, steady=False):
        """A line; a target of a ratio is one to the empty JVM.

        What is steady does not hang on how busy the machine is: only that can fail the quick run."""
        ratio = value / self.empty if unit == "ms" and self.empty else None
        measured = ratio if target and target[1] == "×" else value
        verdict = ""
        if target:
            verdict = "yes" if measured <= target[0] else "**no**"
            if steady and measured > GROSS * target[0]:
                self.gross.append(f"{what}: {measured:.1f} instead of at most {target[0]} {target[1]}")
        amount = f"{value:,.1f}" if value < 10 and unit != "" else f"{value:,.0f}"
        self.rows.append([
            what, f"{amount} {unit}".strip(), f"{ratio:.1f} ×" if ratio else "",
            f"≤ {target[0]:,} {target[1]}".strip() if target else "", verdict])
        print(f"  {what}: {amount} {unit}", file=sys.stderr)

    def compare(self, what, amount, ratio, relation, bound):
        """A line whose target is a ratio to something else that was measured in the same run."""
        met = ratio <= bound if relation == "≤" else ratio >= bound
        self.rows.append([what, amount, f"{ratio:.2f} ×", f"{relation} {bound} ×", "yes" if met else "**no**"])
        print(f"  {what}: {amount}, {ratio:.2f} times", file=sys.stderr)

    def say(self, what, text):
        self.rows.append([what, text, "", "", ""])

    def markdown(self):
        head = ["what", "measured", "to an empty JVM", "target", "met"]
        lines = [head, ["---", "--:", "--:", "--:", "---"], *self.rows]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def find_jdk():
    """As the launcher does: by the release files."""
    places = [os.environ.get("JAVA_HOME", "")]
    for folder in ("/usr/lib/jvm", "/usr/java", "/opt/java", os.path.expanduser("~/.sdkman/candidates/java")):
        if os.path.isdir(folder):
            places += sorted(os.path.join(folder, name) for name in os.listdir(folder))
    for home in filter(None, places):
        release = pathlib.Path(home, "release")
        if release.is_file() and pathlib.Path(home, "bin/javac").exists():
            version = re.search(r'JAVA_VERSION="(\d+)[^"]*"', release.read_text())
            if version and int(version[1]) >= 25:
                return pathlib.Path(home), version[0].split('"')[1]
    sys.exit("no JDK 25 found")


def program_folders():
    name = (ROOT / ".program/current").read_text().strip()
    return ROOT / ".program" / name, ROOT / ".program" / name.replace("program-", "image-")


def run_to_end(command):
    started = time.perf_counter()
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def start_to_tools(command, environment):
    server = Server(command, environment)
    try:
        seconds, size = server.to_tools()
        return seconds, size, server.memory()[0]
    finally:
        server.end()


def install_rivals(folder):
    """Each into a folder of its own; those that cannot be installed are listed so."""
    found = {}
    for package, command in RIVALS.items():
        home = folder / package
        if not (home / "bin" / command).exists():
            subprocess.run([sys.executable, "-m", "venv", home], check=True)
            subprocess.run([home / "bin/pip", "install", "-q", "--disable-pip-version-check", package], check=False,
                           stdout=sys.stderr)
        version = subprocess.run([home / "bin/pip", "show", package], capture_output=True, text=True, check=False).stdout
        number = re.search(r"Version: (\S+)", version)
        found[package] = (str(home / "bin" / command) if number else None, number[1] if number else "not installed")
    return found


def starts(table, arguments, jdk, cluster):
    program, image = program_folders()
    flags = (ROOT / "build/java-flags").read_text().split()
    jars = sorted(str(jar) for jar in program.glob("*.jar"))
    ours = cluster.environment
    java = str(jdk / "bin/java")
    cases = {
        "distribution": ([str(image / "bin/proxmox-mcp"), "serve"], ours, (3, "×")),
        "distribution, by ./proxmox-mcp": ([str(ROOT / "proxmox-mcp"), "serve"], ours, None),
        "without it, modules alone": ([java, *flags, "-p", str(program), "-m", "dev.proxmoxmcp.app", "serve"], ours, None),
        "without it, as ./proxmox-mcp starts": ([str(ROOT / "proxmox-mcp"), "serve"], {**ours, "PROXMOX_MCP_IMAGE": "off"}, (6, "×")),
    }
    assert jars, program
    versions = {}
    if not arguments.quick:
        theirs = {
            **ours, "PROXMOX_VERIFY_SSL": "false", "PROXMOX_FINGERPRINT": "",
            "PROXMOX_TOKEN_ID": ours["PROXMOX_USER"] + "!" + ours["PROXMOX_TOKEN_NAME"],
            "PROXMOX_TOKEN_SECRET": ours["PROXMOX_TOKEN_VALUE"]}
        for package, (command, version) in install_rivals(ROOT / ".verification/rivals").items():
            versions[package] = version
            if command is None:
                table.say(f"start to `tools/list`: {package}", version)
            else:
                cases[f"{package} {version} (PyPI)"] = ([command], theirs, None)
    with tempfile.TemporaryDirectory() as folder:
        empty = empty_jvm(jdk, folder)
        times, sizes, memory, broken = {name: [] for name in cases}, {}, {}, {}
        empties = []
        for _ in range(arguments.rounds):
            empties.append(run_to_end(empty))
            for name, (command, environment, _) in cases.items():
                if name in broken:
                    continue
                try:
                    seconds, sizes[name], memory[name] = start_to_tools(command, environment)
                    times[name].append(seconds)
                except (NoAnswer, OSError) as failure:
                    broken[name] = str(failure)
    table.add("an empty JVM, start to end", 1000 * statistics.median(empties), "ms")
    table.empty = 1000 * statistics.median(empties)
    for name, (_, _, target) in cases.items():
        if name in broken:
            table.say(f"start to `tools/list`: {name}", f"does not answer: {broken[name]}")
        else:
            table.add(f"start to `tools/list`: {name}", 1000 * statistics.median(times[name]), "ms", target)
    for name in cases:
        if name in memory:
            table.add(f"resident after `tools/list`: {name}", memory[name], "MB")
    table.add("`tools/list`, bytes", sizes["distribution"], "")
    return image


def after_calls(table, image, cluster):
    server = Server([str(image / "bin/proxmox-mcp"), "serve"], cluster.environment)
    try:
        server.to_tools()
        for number in range(50):
            tool, arguments = [("guest_list", {}), ("cluster_overview", {}), ("guest_get", {"guest": "web1"})][number % 3]
            server.call(tool, **arguments)
        resident, proportional = server.memory()
        table.add("resident after 50 calls", resident, "MB", (90, "MB"), steady=True)
        table.add("of that its own share (PSS)", proportional, "MB")
    finally:
        server.end()


def live_heap(jdk, process):
    """Megabytes in use right after a collection."""
    subprocess.run([jdk / "bin/jcmd", str(process), "GC.run"], check=True, capture_output=True)
    heap = subprocess.run([jdk / "bin/jcmd", str(process), "GC.heap_info"], check=True, capture_output=True, text=True).stdout
    used = [int(kilobytes) for kilobytes in re.findall(r"total \d+K, used (\d+)K", heap)]
    assert used, heap
    return sum(used) / 1024


SEARCHES = [
    "grow a disk", "give a user a role on one guest", "add a firewall rule", "make a backup job", "restore a backup",
    "create a container from a template", "next free vmid", "who is logged in", "renew a certificate", "wake a node"]


def whole_api(table, jdk, image, cluster):
    server = Server([str(image / "bin/proxmox-mcp"), "serve"], cluster.environment)
    try:
        server.to_tools()
        server.call("guest_list")
        before = live_heap(jdk, server.process.pid)
        first, _ = server.call("api_search", query=SEARCHES[0])
        after = live_heap(jdk, server.process.pid)
        for words in SEARCHES:
            server.call("api_search", query=words)
        answers = [server.call("api_search", query=words) for words in SEARCHES * 5]
        table.add("api_search, the first, which reads the catalog", 1000 * first, "ms")
        table.add("api_search, later ones, median of 50", 1000 * statistics.median(seconds for seconds, _ in answers), "ms", (5, "ms"))
        table.add("api_search: the longest answer, characters", max(len(text) for _, text in answers), "")
        table.add("the catalog in the live heap", after - before, "MB", (25, "MB"), steady=True)
    finally:
        server.end()


def many_guests(table, jdk, image):
    # The simulated cluster is a JVM too, and a real one has been running for long: it may compile as well as a JVM
    # can, somebody else asks first, and what it takes for its own answer is said.
    cluster = Cluster(
        [str(image / "bin/java"), "-XX:+UseSerialGC", "-m", "dev.proxmoxmcp.app/dev.proxmoxmcp.app.Main"],
        "--guests", str(MANY))
    proxy = Proxy(cluster)
    for _ in range(30):
        cluster.answer(GUESTS)
    other = Server([str(image / "bin/proxmox-mcp"), "serve"], cluster.environment)
    try:
        other.to_tools()
        for page in range(10):
            other.call("guest_list", limit=1000 - page)
            time.sleep(0.3)
    finally:
        other.end()
    own = statistics.median(cluster.answer(GUESTS) for _ in range(7))
    table.add(f"{MANY:,} guests: the simulated cluster's own answer", 1000 * own, "ms")
    hasty = Server([str(image / "bin/proxmox-mcp"), "serve"], cluster.environment)
    try:
        hasty.to_tools()
        table.add(f"{MANY:,} guests: first page of guest_list, called at once after `tools/list`", 1000 * hasty.call("guest_list")[0], "ms")
    finally:
        hasty.end()
    server = Server([str(image / "bin/proxmox-mcp"), "serve"], cluster.environment)
    try:
        server.to_tools()
        time.sleep(2)  # a model reads the list and thinks
        first, text = server.call("guest_list")
        table.add(f"{MANY:,} guests: first page of guest_list, called two seconds later", 1000 * first, "ms", (400, "ms"))
        assert f"{MANY}" in text.replace(",", "").replace(" ", ""), text[:200]
        pages = [server.call("guest_list")[0] for _ in range(5)]
        table.add(f"{MANY:,} guests: first page, later calls", 1000 * statistics.median(pages), "ms")
        table.add(f"{MANY:,} guests: live heap", live_heap(jdk, server.process.pid), "MB", (250, "MB"), steady=True)
        table.add(f"{MANY:,} guests: resident", server.memory()[0], "MB")
    finally:
        server.end()
    whole = Server([str(image / "bin/proxmox-mcp"), "serve"], proxy.environment)
    try:
        whole.to_tools()
        proxy.requests = 0
        seconds, _ = whole.call("guest_list", limit=1000, cursor=0)
        table.add(f"{MANY:,} guests: requests for a page of 1,000 in the first call", proxy.requests, "", (3, ""), steady=True)
        for cursor in range(1000, MANY, 1000):
            seconds += whole.call("guest_list", limit=1000, cursor=cursor)[0]
        table.add(f"{MANY:,} guests: all pages", 1000 * seconds, "ms")
        table.add(f"{MANY:,} guests: requests for the whole inventory, page by page", proxy.requests, "", (3, ""))
    finally:
        whole.end()
        proxy.end()
        cluster.end()


def ping_while_waiting(table, image, cluster):
    proxy = Proxy(cluster)
    server = Server([str(image / "bin/proxmox-mcp"), "serve"], proxy.environment)
    try:
        server.to_tools()
        server.call("guest_list")
        for _ in range(20):
            server.ask("ping")
        proxy.hold()
        for number in range(50):
            server.send("tools/call", {"name": "guest_get", "arguments": {"guest": str(100 + number)}})
        time.sleep(0.5)
        pings = [1000 * server.ask("ping")[0] for _ in range(50)]
        table.add("`ping` while 50 calls wait for a silent Proxmox, median", statistics.median(pings), "ms", (5, "ms"))
        table.add("`ping` likewise, longest of 50", max(pings), "ms")
    finally:
        server.process.kill()
        server.process.wait()
        proxy.end()


def engine_alone(table, jdk, program, quick):
    with tempfile.TemporaryDirectory() as folder:
        engine.measure(table, jdk, program, empty_jvm(jdk, folder), quick)


def empty_jvm(jdk, folder):
    """The command of a JVM that does nothing."""
    source = pathlib.Path(folder, "Empty.java")
    source.write_text("class Empty { public static void main(String[] arguments) {} }\n")
    subprocess.run([jdk / "bin/javac", "-d", folder, source], check=True)
    return [str(jdk / "bin/java"), "-cp", folder, "Empty"]


def size_of(folder):
    return sum(file.lstat().st_size for file in folder.rglob("*") if not file.is_dir()) / 1024 / 1024


def machine(version):
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    total = int(re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text())[1]) // 1024 // 1024
    return (f"{datetime.date.today()}, {model[1] if model else platform.machine()}, {os.cpu_count()} cores, {total} GB, "
            f"Linux {'.'.join(platform.release().split('.')[:2])}, JDK {version}, load {os.getloadavg()[0]:.1f} at the start")


def main():
    parser = argparse.ArgumentParser(prog="bench/run.sh")
    parser.add_argument("--quick", action="store_true", help="few rounds, no other servers; fails on gross misses")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/benchmarks.md")
    parser.add_argument("--api", action="store_true", help="the rows of the whole API alone; nothing is kept")
    parser.add_argument("--engine", action="store_true", help="the rows of the MCP engine alone; nothing is kept")
    parser.add_argument("--rounds", type=int, help="how often each start is measured")
    arguments = parser.parse_args()
    arguments.rounds = arguments.rounds or (3 if arguments.quick else 15)
    jdk, version = find_jdk()
    where = machine(version)
    table = Table()
    program, image = program_folders()
    if arguments.engine:
        engine_alone(table, jdk, program, arguments.quick)
        print(f"{where}\n\n{table.markdown()}")
        return
    cluster = Cluster(str(image / "bin/proxmox-mcp"))
    try:
        if not arguments.api:
            starts(table, arguments, jdk, cluster)
            after_calls(table, image, cluster)
            ping_while_waiting(table, image, cluster)
        whole_api(table, jdk, image, cluster)
    finally:
        cluster.end()
    if arguments.api:
        print(f"{where}\n\n{table.markdown()}")
        return
    many_guests(table, jdk, image)
    engine_alone(table, jdk, program, arguments.quick)
    table.add("size of the distribution", size_of(image), "MB")
    print(f"{where}\n\n{table.markdown()}")
    if arguments.write:
        write(where, table, arguments.rounds)
    if arguments.quick and table.gross:
        sys.exit("missed by more than twice:\n  " + "\n  ".join(table.gross))


def write(where, table, rounds):
    text = f"""# Benchmarks

Written by `bench/run.sh --write`. Each start is the median of {rounds}, taken in turn with the others; ratios are to an
empty JVM (`class Empty`, the JDK's own flags) of the same run, since the machine's speed is not ours. The cluster is the
simulated one, over HTTPS. A start ends when the answer to `tools/list` has arrived; other people's servers get the same
cluster, without verifying its certificate.

{where}

{table.markdown()}
"""
    kept = ROOT / "docs/benchmarks.md"
    old = kept.read_text()
    notes = old.find("\n## ")  # what people wrote about the figures stays
    kept.write_text(text + (old[notes:] if notes >= 0 else ""))


main()
