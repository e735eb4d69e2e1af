"""proxmoxer walks through a guest's life on the simulated cluster: HOST:PORT TOKEN_ID SECRET CA_FILE."""

import sys
import time

from proxmoxer import ProxmoxAPI
from proxmoxer.core import ResourceException
from proxmoxer.tools import Tasks

BORN, CLONE, BACK = 900, 901, 902
TEMPLATE = "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst"


def expect(condition, what):
    if not condition:
        sys.exit(f"not so: {what}")


def main(host, token, secret, authority):
    user, name = token.split("!")
    pve = ProxmoxAPI(host, user=user, token_name=name, token_value=secret, verify_ssl=authority, timeout=30)

    def done(upid):
        status = Tasks.blocking_status(pve, upid, timeout=120, polling_interval=0.2)
        expect(status is not None and status["exitstatus"] == "OK", f"{upid} ended well: {status}")

    node = pve.nodes("pve1")
    expect(sorted(one["node"] for one in pve.nodes.get()) == ["pve1", "pve2", "pve3"], "three nodes")
    before = {guest["vmid"] for guest in pve.cluster.resources.get(type="vm")}
    expect(len(before) == 24, "24 guests")

    done(node.lxc.post(vmid=BORN, hostname="born", ostemplate=TEMPLATE, storage="local-lvm", memory=256,
                       rootfs="local-lvm:4", net0="name=eth0,bridge=vmbr0,ip=dhcp"))
    done(node.lxc(BORN).clone.post(newid=CLONE, hostname="twin", full=1, storage="local-lvm"))
    done(node.lxc(CLONE).snapshot.post(snapname="before"))
    expect({one["name"] for one in node.lxc(CLONE).snapshot.get()} == {"before", "current"}, "the snapshot is listed")
    done(node.lxc(CLONE).status.start.post())
    expect(node.lxc(CLONE).status.current.get()["status"] == "running", "the clone runs")

    command = node.qemu(101).agent.exec.post(command=["hostname"])
    for _ in range(50):
        outcome = node.qemu(101).agent("exec-status").get(pid=command["pid"])
        if outcome["exited"]:
            break
        time.sleep(0.1)
    expect(outcome["exitcode"] == 0 and outcome["out-data"].strip() == "web1", f"the guest says its name: {outcome}")

    done(node.vzdump.post(vmid=CLONE, storage="pbs", mode="snapshot"))
    backups = node.storage("pbs").content.get(vmid=CLONE)
    expect(len(backups) == 1, "one backup of the clone")
    done(node.lxc.post(vmid=BACK, ostemplate=backups[0]["volid"], restore=1, storage="local-lvm"))
    expect(node.lxc(BACK).config.get()["hostname"] == "twin", "the restored guest is the clone's twin")

    done(node.lxc(CLONE).status.stop.post())
    for vmid in (CLONE, BACK, BORN):
        done(node.lxc(vmid).delete(purge=1))
    node.storage("pbs").content(backups[0]["volid"]).delete()
    expect({guest["vmid"] for guest in pve.cluster.resources.get(type="vm")} == before, "nothing is left")

    try:
        pve.nodes("pve1").lxc.post(vmid=BORN)
        sys.exit("not so: a creation without a template is refused")
    except ResourceException as refused:
        expect(refused.status_code == 400 and "ostemplate" in str(refused.errors), f"the parameter is named: {refused}")
    print("created, cloned, snapshot, started, ran a command, backed up, restored, deleted")


main(*sys.argv[1:])
