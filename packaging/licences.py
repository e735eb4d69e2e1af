"""Collects the licences of what a package holds: licences.py JARS BOM LICENSE LEGAL [IMAGE].

Into the folder LEGAL come the licence files of each jar of the folder JARS, the list THIRD-PARTY.md of all that the
CycloneDX file BOM names, and that file itself; with the run-time image IMAGE its JDK joins both, whose own
texts jlink has put into LEGAL. What has neither a text of its own nor the Apache License, whose text is
LICENSE, fails: a package without the text must not be given to anybody.
"""

import json
import re
import shutil
import sys
import zipfile
from pathlib import Path

TEXT = re.compile(r"(^|/)[^/]*(LICEN[CS]E|NOTICE|COPYING)[^/]*$", re.IGNORECASE)


def texts(jar, folder):
    """Copies the licence files of a jar; their names."""
    found = []
    with zipfile.ZipFile(jar) as archive:
        for name in sorted(archive.namelist()):
            if TEXT.search(name) and not name.endswith((".class", "/")):
                folder.mkdir(parents=True, exist_ok=True)
                found.append(name.rsplit("/", 1)[-1])
                (folder / found[-1]).write_bytes(archive.read(name))
    return found


def licences(component):
    """As the bill of materials names them."""
    named = []
    for entry in component.get("licenses", []):
        licence = entry.get("license", {})
        name = entry.get("expression") or licence.get("id") or licence.get("name")
        if name not in named:
            named.append(name)
    return named


def jdk(image):
    """The run-time as a component: its release file tells which."""
    release = dict(
        line.split("=", 1) for line in (image / "release").read_text(encoding="utf-8").splitlines() if "=" in line
    )
    version = release["JAVA_VERSION"].strip('"')
    return {
        "type": "platform",
        "bom-ref": "openjdk@" + version,
        "name": "openjdk",
        "version": version,
        "description": "The Java run-time, linked with the modules that the program needs",
        "licenses": [{"expression": "GPL-2.0-only WITH Classpath-exception-2.0"}],
    }


def main(jars, bom, apache, legal, image=None):
    bill = json.loads(bom.read_text(encoding="utf-8"))
    lines, missing = [], []
    for component in sorted(bill["components"], key=lambda c: (c["group"], c["name"])):
        if component["group"] == "dev.proxmoxmcp":
            continue
        name = "%s-%s" % (component["name"], component["version"])
        jar = jars / (name + ".jar")
        if not jar.exists():
            missing.append("%s is in the bill of materials, but there is no such jar" % name)
            continue
        found = texts(jar, legal / name)
        named = licences(component)
        if not found and "Apache-2.0" not in named:
            missing.append("%s (%s) brings no licence text" % (name, ", ".join(named) or "no licence named"))
        lines.append(
            "| %s:%s | %s | %s | %s |"
            % (
                component["group"],
                component["name"],
                component["version"],
                " or ".join(named) if "EPL-2.0" in named else ", ".join(named),
                ", ".join("[%s](%s/%s)" % (text, name, text) for text in found) or "[Apache-2.0](LICENSE)",
            )
        )
    listed = {"%s-%s.jar" % (c["name"], c["version"]) for c in bill["components"] + [bill["metadata"]["component"]]}
    missing += ["%s is not in the bill of materials" % jar.name for jar in sorted(jars.glob("*.jar")) if jar.name not in listed]
    if missing:
        sys.exit("The licences are not complete:\n  " + "\n  ".join(missing))
    legal.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(apache, legal / "LICENSE")
    if image:
        bill["components"].append(jdk(image))
        lines.append(
            "| OpenJDK | %s | GPL-2.0 with Classpath Exception | [java.base](java.base/LICENSE) and the folders of the other modules |"
            % bill["components"][-1]["version"]
        )
    (legal / "bom.cdx.json").write_text(json.dumps(bill, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    (legal / "THIRD-PARTY.md").write_text(
        "# What is in this package\n\nProxmoxMCP itself is under the [Apache License 2.0](LICENSE). It comes with:\n\n"
        "| component | version | licence | text |\n|---|---|---|---|\n" + "\n".join(lines) + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
