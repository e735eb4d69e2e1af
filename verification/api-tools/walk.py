"""Does the tasks of tasks.py on a demo, and holds docs/evidence/api-tools.md against what came of them.

With --write it writes that file. Fails if a task needs more than four calls or does not end well, if a secret is
printed or logged, or if the file tells something else.
"""

import difflib
import json
import os
import re
import sys

import tasks
from session import Session, demo

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
FILE = os.path.join(ROOT, "docs", "evidence", "api-tools.md")
ALLOW = "change,destroy,admin"
LONGEST_LINE = 300
MOST_LINES = 24

# What is another at every start: the demo lives now.
VARIABLE = [
    (r"UPID:[^\s\",)]*", "UPID:…"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "‹time›"),
    (r"\d{4}_\d\d_\d\d-\d\d_\d\d_\d\d", "‹time›"),
    (r"(BC:24:11)(:[0-9A-F]{2}){3}", r"\1:…"),
    (r"(done in|still runs after) [0-9a-z ]+?([.,]| and)", r"\1 …\2"),
    (r"backup-[0-9a-f]{8}(-[0-9a-f]{4})?", "backup-…"),
    (r"[0-9a-f]{40}", "…"),
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "…"),
    (r"ctime=\d+", "ctime=…"),
    (r"\b(change|plan)=[0-9a-z]{26}", r"\1=…"),
    (r"\bPlan [0-9a-z]{26}", "Plan …"),
]

HEAD = """# Seven tasks with the four tools for the whole API

Done over standard input and output against the simulated cluster, with nothing but `api_search`, `api_describe`, `api_read` and `api_write`,
as `--lean` serves them. What is called next was found in the answers before: an endpoint in a line of the search, parameters in the example
and the hints of the description. After each task the cluster was read to see that it came about; those reads are not counted.

    {commands}

This file is written by a program, [`verification/api-tools.sh`](../../verification/api-tools.sh), which fails if a task needs more than four calls or
does not end well, or if what it sees is not what stands here. What is another at each run is `…` or `‹time›`; long lines and lists are cut.
"""


def plain(text):
    for pattern, instead in VARIABLE:
        text = re.sub(pattern, instead, text)
    return text


def shortened(text):
    lines = []
    for line in text.splitlines():
        cut = len(line) - LONGEST_LINE
        lines.append(line if cut <= 20 else f"{line[:LONGEST_LINE]}… ({cut} more characters)")
    rest = len(lines) - MOST_LINES
    return lines if rest <= 2 else lines[:MOST_LINES] + [f"… ({rest} more lines)"]


def call_text(tool, arguments):
    parts = [f"{name}={value if isinstance(value, str) else json.dumps(value)}" for name, value in arguments.items()]
    return " ".join([tool, *parts])


def told(number, task):
    lines = [f"## {number}. {task.request}", "", f"{len(task.calls)} calls.", ""]
    for tool, arguments, answer in task.calls:
        lines += ["```", "> " + plain(call_text(tool, arguments))]
        lines += [line.rstrip() for line in shortened(plain(answer))]
        lines += ["```", ""]
    return lines


def run(kinds, *options):
    """Each task on a demo of its own, so that none stands on another."""
    done = []
    for kind in kinds:
        with Session(demo(*options)) as session:
            steps = kind(session)
            task = next(steps)
            try:
                next(steps, None)
            except tasks.Failed as failed:
                print(f"FAILED  {task.request}\n        | {failed}")
                done.append((task, False))
                continue
            print(f"ok      {len(task.calls)} calls: {task.request}")
            done.append((task, True))
    return done


def main():
    on_cluster = ["--lean", "--allow", ALLOW]
    done = run(tasks.ON_A_CLUSTER, *on_cluster) + run(tasks.ON_A_BACKUP_SERVER, *on_cluster, "--pbs")
    failed = sum(1 for _, well in done if not well)
    commands = f"./proxmox-mcp demo --stdio --lean --allow {ALLOW}          (the last one with --pbs)"
    total = sum(len(task.calls) for task, _ in done)
    size = sum(len(answer.encode()) for task, _ in done for _, _, answer in task.calls)
    lines = HEAD.format(commands=commands).splitlines() + [""]
    lines += ["| | task | calls |", "| --: | --- | --: |"]
    lines += [f"| {number} | {task.request} | {len(task.calls)} |" for number, (task, _) in enumerate(done, 1)]
    lines += [f"| | **all** | **{total}** |", ""]
    for number, (task, _) in enumerate(done, 1):
        lines += told(number, task)
    text = "\n".join(lines).rstrip() + "\n"
    print(f"{total} calls, {size} bytes of answers")
    if "--write" in sys.argv and failed == 0:
        with open(FILE, "w", encoding="utf-8") as file:
            file.write(text)
    elif failed == 0:
        with open(FILE, encoding="utf-8") as file:
            kept = file.read()
        if kept != text:
            failed += 1
            print("FAILED  docs/evidence/api-tools.md tells something else; `verification/api-tools.sh --write` renews it")
            sys.stdout.writelines(difflib.unified_diff(
                kept.splitlines(True), text.splitlines(True), "docs/evidence/api-tools.md", "this run", n=1))
    print(f"{len(done) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
