"""One walk through the demo with a client of the PyPI package `mcp`:

    python walk_pypi.py ERA PROTOCOL_VERSION URL|COMMAND...

ERA is `legacy` (initialize), `auto` (server/discover first) or `modern` (PROTOCOL_VERSION without
asking). Ends with 0 and one line that names the protocol version that was negotiated, or raises.
"""

import asyncio
import os
import re
import sys

from mcp import Client, StdioServerParameters
from mcp.types import ElicitResult, PromptReference

TOOLS = [
    "api_describe", "api_read", "api_search", "api_write", "audit_list", "backup_create",
    "backup_list", "change_undo", "cluster_overview", "guest_exec", "guest_file_read",
    "guest_file_write", "guest_get", "guest_list", "guest_power", "metrics_query", "node_get",
    "node_list", "plan_execute", "snapshot_create", "snapshot_delete", "snapshot_rollback",
    "storage_list", "task_get", "task_list", "volume_list", "whoami",
]
# A container that starts in a second and a VM that takes three: progress is told between the two.
STOPPED = ["203", "106"]


def expect(condition, otherwise):
    """An assert that stays under `python -O`."""
    if not condition:
        raise AssertionError(otherwise)


def text(result):
    return "\n".join(part.text for part in result.content)


async def walk(client):
    """What any client does: list the tools, list the guests, start two, look at them, ask for one that is not there."""
    tools = sorted(tool.name for tool in (await client.list_tools()).tools)
    expect(tools == TOOLS, tools)

    listed = await client.call_tool("guest_list", {"state": "stopped"})
    expect(not listed.is_error, text(listed))
    stopped = [line.split("\t")[0] for line in text(listed).splitlines()]
    expect(set(STOPPED) <= set(stopped), text(listed))

    progress = []

    async def on_progress(done, total, message):
        progress.append(done)

    started = await client.call_tool(
        "guest_power", {"guests": STOPPED, "action": "start"}, progress_callback=on_progress
    )
    expect(not started.is_error, text(started))
    expect(progress, "no progress arrived while the guests started")
    for guest in STOPPED:
        expect(re.search(f"{guest} .*now running", text(started)), text(started))
        seen = await client.call_tool("guest_get", {"guest": guest})
        expect(not seen.is_error, text(seen))
        expect(re.search(rf"{guest}\b.*running", text(seen)), text(seen))

    unknown = await client.call_tool("guest_get", {"guest": "999"})
    expect(unknown.is_error and "999" in text(unknown), text(unknown))

    await look_around(client)


async def look_around(client):
    """What is no tool: read a resource, pick a prompt, have a value completed, and be asked before a guest is cut off."""
    resources = (await client.list_resources()).resources
    read = await client.read_resource(str(resources[0].uri))
    expect("node" in read.contents[0].text, read)
    templates = [one.uri_template for one in (await client.list_resource_templates()).resource_templates]
    expect("proxmox://{cluster}/guest/{vmid}" in templates, templates)

    prompt = await client.get_prompt("why_slow", {"guest": STOPPED[0]})
    expect(STOPPED[0] in prompt.messages[0].content.text, prompt)
    proposals = await client.complete(PromptReference(type="ref/prompt", name="why_slow"), {"name": "guest", "value": "20"})
    expect(STOPPED[0] in proposals.completion.values, proposals)

    for answer, outcome in (("decline", "the person said no"), ("accept", "now stopped")):
        PERSON.append(answer)
        cut_off = await client.call_tool("guest_power", {"guests": STOPPED[:1], "action": "stop"})
        expect(outcome in text(cut_off), text(cut_off))
        expect(not PERSON, "the person was not asked")


# What the person at the client says to the next questions.
PERSON = []


async def on_elicitation(context, params):
    answer = PERSON.pop(0)
    return ElicitResult(action=answer, content={"confirm": True} if answer == "accept" else None)


async def main(era, wanted, target):
    server = target[0]
    if not server.startswith("http"):
        server = StdioServerParameters(command=target[0], args=target[1:], env=dict(os.environ))
    mode = wanted if era == "modern" else era
    async with Client(server, mode=mode, read_timeout_seconds=60, elicitation_callback=on_elicitation) as client:
        expect(client.protocol_version == wanted, f"negotiated {client.protocol_version}, expected {wanted}")
        await walk(client)
        print(f"negotiated {client.protocol_version}")


asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
