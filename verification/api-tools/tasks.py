"""Seven tasks that an operator asks for, done with the four tools for the whole API alone.

What is called next is found in what was answered before: an endpoint in a line of the search, parameters in
the example and the hints of the description. `Task.done` looks whether it came about, by calls that do not count.
"""

import json
import re

MOST_CALLS = 4


class Failed(Exception):
    """A task that did not end well."""


class Task:
    """One task, with the calls that were made for it."""

    def __init__(self, session, request, cluster=None):
        self.session = session
        self.request = request
        self.cluster = cluster
        self.calls = []

    def call(self, tool, **arguments):
        if self.cluster:
            arguments["cluster"] = self.cluster
        text, error = self.session.call(tool, arguments)
        self.calls.append((tool, arguments, text))
        if error:
            raise Failed(f"{tool} {json.dumps(arguments)} was refused: {text}")
        if len(self.calls) > MOST_CALLS:
            raise Failed(f"{len(self.calls)} calls")
        return text

    def search(self, query, endpoint):
        """Asks in words; `endpoint` must be the one that somebody who reads the three best lines takes."""
        text = self.call("api_search", query=query)
        best = [line for line in text.splitlines() if re.match(r"(GET|POST|PUT|DELETE) ", line)][:3]
        if not any(line.startswith(endpoint + "  ") for line in best):
            raise Failed(f"{endpoint} is not among {best}")
        return endpoint

    def describe(self, endpoint):
        return self.call("api_describe", endpoint=endpoint)

    def write(self, endpoint, parameters):
        return self.call("api_write", endpoint=endpoint, parameters=parameters)

    def looks(self, path, **arguments):
        """A look from outside the task, as JSON."""
        if self.cluster:
            arguments["cluster"] = self.cluster
        text, error = self.session.call("api_read", {"path": path, "format": "json", **arguments})
        if error:
            raise Failed(f"{path} cannot be read: {text}")
        return json.loads(text)

    def expect(self, holds, what):
        if not holds:
            raise Failed(what)


def example(description, what=""):
    """Endpoint and parameters of the example in a description."""
    found = re.search(
        rf'^Example{what}: api_write endpoint="([^"]*)"(?: parameters=(\{{.*\}}))?(?: dry_run=true)?$', description, re.M)
    if not found:
        raise Failed(f"no example in {description}")
    return found.group(1), json.loads(found.group(2) or "{}")


def quoted(description, parameter):
    """The value that a hint gives `parameter`: net0="name=eth0,…"."""
    found = re.search(rf'{parameter}="([^"]*)"', description)
    if not found:
        raise Failed(f"nothing says what {parameter} looks like: {description}")
    return found.group(1)


def container(session):
    task = Task(session, "Create a container `shop` from a Debian template, with a disk of 8 GiB and a network.")
    yield task
    endpoint = task.search("create a container from a template", "POST /nodes/{node}/lxc")
    description = task.describe(endpoint)
    endpoint, parameters = example(description)
    node = endpoint.split("/")[2]
    storage = parameters["ostemplate"].split(":")[0]
    listed = task.call(
        "api_read", path=f"/nodes/{node}/storage/{storage}/content", parameters={"content": "vztmpl"})
    template = re.search(r"\S+:vztmpl/debian\S+", listed)
    task.expect(template, "no template of Debian in the list")
    parameters.update(
        ostemplate=template.group(), hostname="shop",
        rootfs=quoted(description, "rootfs"), net0=quoted(description, "net0"))
    text = task.write(endpoint, parameters)
    vmid = parameters["vmid"]
    config = task.looks(f"/nodes/{node}/lxc/{vmid}/config")["data"]
    task.expect("done in" in text and 'hostname: "shop"' in text, "the answer does not show the container")
    task.expect(config["hostname"] == "shop" and "size=8G" in config["rootfs"] and "eth0" in config["net0"], config)


def disk(session):
    task = Task(session, "The VM `web1` runs out of space: make its disk 8 GiB larger.")
    yield task
    before = task.looks("/nodes/{node}/qemu/web1/config")["data"]["scsi0"]
    endpoint = task.search("grow the disk of a VM", "PUT /nodes/{node}/qemu/{vmid}/resize")
    endpoint, parameters = example(task.describe(endpoint.replace("{vmid}", "web1")))
    parameters["size"] = "+8G"
    text = task.write(endpoint, parameters)
    after = task.looks("/nodes/{node}/qemu/web1/config")["data"]["scsi0"]
    task.expect(f"{before} → {after}" in text, "the answer does not show it before and after")
    task.expect(size(after) == size(before) + 8, f"{before} became {after}")


def size(drive):
    return int(re.search(r"size=(\d+)G", drive).group(1))


def role(session):
    task = Task(session, "The user `viewer@pve` shall be able to use the VM 101, and no other guest.")
    yield task
    endpoint = task.search("give a user a role on one guest", "PUT /access/acl")
    description = task.describe(endpoint)
    named = re.search(r"(\w+) uses a guest", description)
    task.expect(named, "the description names no role")
    endpoint, parameters = example(description)
    parameters.update(path="/vms/101", users="viewer@pve", roles=named.group(1))
    text = task.write(endpoint, parameters)
    task.expect("added: path=/vms/101" in text and "ugid=viewer@pve" in text, "the answer does not show the role")
    rows = task.looks("/access/acl", filter=["ugid=viewer@pve", "path=/vms/101"])["rows"]
    task.expect([row["roleid"] for row in rows] == [named.group(1)], rows)


def firewall(session):
    task = Task(session, "Let HTTPS through to the VM `web1` from 10.0.0.0/24.")
    yield task
    endpoint = task.search("allow a port of a VM in the firewall", "POST /nodes/{node}/qemu/{vmid}/firewall/rules")
    endpoint, parameters = example(task.describe(endpoint.replace("{vmid}", "web1")))
    parameters.update(dport="443", source="10.0.0.0/24", action="ACCEPT")
    text = task.write(endpoint, parameters)
    task.expect("added: " in text and "enable=1" in text, "the answer does not show a rule that counts")
    rule = task.looks("/nodes/{node}/qemu/web1/firewall/rules")["rows"][0]
    task.expect(
        (rule["type"], rule["action"], rule["dport"], rule["source"], rule["enable"])
        == ("in", "ACCEPT", "443", "10.0.0.0/24", 1), rule)


def backup_job(session):
    task = Task(session, "Back up the guests 101 and 200 every night at half past one to `pbs`; keep a week.")
    yield task
    endpoint = task.search("make a backup job", "POST /cluster/backup")
    description = task.describe(endpoint)
    endpoint, parameters = example(description)
    parameters.update({
        "vmid": "101,200", "storage": "pbs", "schedule": "01:30",
        "prune-backups": quoted(description, "prune-backups").split(",")[0]})
    text = task.write(endpoint, parameters)
    task.expect("added: " in text and "schedule=01:30" in text, "the answer does not show the job")
    jobs = task.looks("/cluster/backup", filter=["schedule=01:30"])["rows"]
    task.expect(len(jobs) == 1 and jobs[0]["vmid"] == "101,200" and jobs[0]["storage"] == "pbs", jobs)


def restore(session):
    task = Task(session, "Bring the newest backup of VM 103 back as a new VM beside it.")
    yield task
    endpoint = task.search("restore a backup under a new id", "POST /nodes/{node}/qemu")
    endpoint, parameters = example(task.describe(endpoint), ", to restore a backup")
    node, storage = endpoint.split("/")[2], parameters["archive"].split(":")[0]
    listed = task.call(
        "api_read", path=f"/nodes/{node}/storage/{storage}/content",
        parameters={"content": "backup", "vmid": 103}, fields=["volid", "ctime"])
    backups = re.findall(r"^(\S+)\t(20\S+Z)$", listed, re.M)
    task.expect(backups, "the list tells no times of backups")
    parameters["archive"] = max(backups, key=lambda one: one[1])[0]
    text = task.write(endpoint, parameters)
    new = parameters["vmid"]
    config = task.looks(f"/nodes/{{node}}/qemu/{new}/config")["data"]
    old = task.looks("/nodes/{node}/qemu/103/config")["data"]
    task.expect("done in" in text and f"/qemu/{new}/config" in text, "the answer does not show the VM")
    task.expect(config["name"] == old["name"] and config["net0"] != old["net0"], config)


def verification(session):
    task = Task(
        session, "When did the Backup Server last verify its backups, and how did it end?", cluster="demo-pbs")
    yield task
    task.search("when were backups last verified", "GET /admin/verify")
    text = task.call("api_read", path="/admin/verify")
    head, row = [line.split("\t") for line in text.splitlines()[-2:]]
    told = dict(zip(head, row))
    task.expect(re.match(r"20\d\d-\d\d-\d\dT", told.get("last-run-endtime", "")), "no time is told")
    task.expect(told.get("last-run-state") == "OK", "no result is told")
    job = task.looks("/admin/verify")["rows"][0]
    task.expect(job["last-run-state"] == "OK", job)


ON_A_CLUSTER = [container, disk, role, firewall, backup_job, restore]
ON_A_BACKUP_SERVER = [verification]
