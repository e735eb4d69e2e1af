#!/usr/bin/env python3
"""Looks at the documents of the repository, without any network.

documents.py links ROOT        every relative link and anchor of every .md file leads somewhere
documents.py external ROOT     the links that lead elsewhere, each as its address and where it stands
documents.py blocks FILE TO    the blocks of shell commands of FILE, each as TO/NUMBER.sh
documents.py client FILE       what the configuration of a client in FILE starts: the command and its arguments,
                               then the names of the variables that it sets, each in a line of its own
"""

import json
import os
import re
import subprocess
import sys
from urllib.parse import unquote

FENCE = re.compile(r"^\s*(```+|~~~+)")
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
LINK = re.compile(r"(?<!\\)!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\))?)>?(?:\s+\"[^\"]*\")?\s*\)")
CODE = re.compile(r"(`+)(?:.*?)\1")
ANCHOR = re.compile(r"<a\s+(?:id|name)=\"([^\"]+)\"")


def lines_outside_fences(text):
    """Number and text of each line that is no code."""
    fence = None
    for number, line in enumerate(text.splitlines(), 1):
        mark = FENCE.match(line)
        if fence is None and mark:
            fence = mark.group(1)
        elif fence is None:
            yield number, line
        elif mark and line.strip() == mark.group(1) and mark.group(1).startswith(fence):
            fence = None


def slug(heading):
    """The anchor that GitHub makes of a heading."""
    plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
    kept = "".join(c for c in plain.lower() if c.isalnum() or c in " -_")
    return kept.replace(" ", "-")


def anchors(text):
    found, seen = set(), {}
    for _, line in lines_outside_fences(text):
        found.update(ANCHOR.findall(line))
        heading = HEADING.match(line)
        if heading:
            name = slug(heading.group(2))
            again = seen.get(name, 0)
            seen[name] = again + 1
            found.add(f"{name}-{again}" if again else name)
    return found


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def documents(root):
    listed = subprocess.run(
        ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "*.md"],
        check=True,
        capture_output=True,
    )
    names = [name for name in listed.stdout.decode().split("\0") if name]
    return [name for name in sorted(set(names)) if os.path.exists(os.path.join(root, name))]


def links_of(root, names):
    """Document, number of the line, and target of each link."""
    for document in names:
        for number, line in lines_outside_fences(read(os.path.join(root, document))):
            for target in LINK.findall(CODE.sub(lambda code: "`" * len(code.group()), line)):
                yield document, number, target


def leads_elsewhere(target):
    return re.match(r"[a-z][a-z0-9+.-]*:", target)


def problem(root, document, target):
    """What is wrong with a link, or nothing."""
    if leads_elsewhere(target):
        return None
    path, _, anchor = unquote(target).partition("#")
    if path.startswith("/"):
        return "is absolute"
    file = os.path.normpath(os.path.join(root, os.path.dirname(document), path)) if path else os.path.join(root, document)
    if os.path.relpath(file, root).startswith(".."):
        return "leads out of the repository"
    if not os.path.exists(file):
        return "leads to nothing"
    if anchor and file.endswith(".md") and anchor not in anchors(read(file)):
        return "has no such heading"
    return None


def links(root):
    wrong = count = 0
    names = documents(root)
    for document, number, target in links_of(root, names):
        count += 1
        what = problem(root, document, target)
        if what:
            wrong += 1
            print(f"{document}:{number}: {target} {what}")
    if not count:
        print("no link was found at all")
    print(f"{count} links in {len(names)} documents, {wrong} of them wrong")
    return 1 if wrong or not count else 0


def external(root):
    for document, number, target in links_of(root, documents(root)):
        if leads_elsewhere(target):
            print(f"{target} {document}:{number}")
    return 0


def blocks(file, folder):
    block, number = None, 0
    for line in read(file).splitlines():
        if block is None and line.strip() == "```sh":
            block, number = [], number + 1
        elif block is not None and line.strip() == "```":
            with open(os.path.join(folder, f"{number}.sh"), "w", encoding="utf-8") as out:
                out.write("\n".join(block) + "\n")
            block = None
        elif block is not None:
            block.append(line)
    print(number)
    return 0


def client(file):
    block = re.search(r"(?ms)^```json\n(.*?)^```$", read(file))
    if not block:
        print(f"{file} has no configuration of a client", file=sys.stderr)
        return 1
    (server,) = json.loads(block.group(1))["mcpServers"].values()
    print(" ".join([server["command"], *server["args"]]))
    print("\n".join(server["env"]))
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["client"] and len(sys.argv) == 3:
        sys.exit(client(sys.argv[2]))
    if sys.argv[1:2] == ["links"] and len(sys.argv) == 3:
        sys.exit(links(sys.argv[2]))
    if sys.argv[1:2] == ["external"] and len(sys.argv) == 3:
        sys.exit(external(sys.argv[2]))
    if sys.argv[1:2] == ["blocks"] and len(sys.argv) == 4:
        sys.exit(blocks(sys.argv[2], sys.argv[3]))
    sys.exit(__doc__)
