"""proxmoxer on the simulated Backup Server: HOST:PORT TOKEN_ID SECRET CERTIFICATE_FILE."""

import sys
import time

from proxmoxer import ProxmoxAPI


def expect(condition, what):
    if not condition:
        sys.exit(f"not so: {what}")


def main(host, token, secret, certificate):
    user, name = token.split("!")
    pbs = ProxmoxAPI(host, service="PBS", user=user, token_name=name, token_value=secret, verify_ssl=certificate,
                     timeout=30)
    stores = [one["store"] for one in pbs.admin.datastore.get()]
    expect(stores == ["archive", "main"], f"two datastores: {stores}")
    snapshots = pbs.admin.datastore("main").snapshots.get(**{"backup-id": "105"})
    states = sorted(one.get("verification", {}).get("state", "none") for one in snapshots)
    expect(states == ["failed", "none", "ok"], f"one of each state: {states}")
    upid = pbs.admin.datastore("main").verify.post(**{"backup-type": "vm", "backup-id": "103"})
    # Not proxmoxer.tools.Tasks: it does not read the UPIDs of a Backup Server, which have a field more.
    for _ in range(240):
        status = pbs.nodes("localhost").tasks(upid).status.get()
        if status["status"] == "stopped":
            break
        time.sleep(0.5)
    expect(status.get("exitstatus") == "OK", f"the verification ended well: {status}")
    again = pbs.admin.datastore("main").snapshots.get(**{"backup-id": "103"})
    expect(all(one["verification"]["state"] == "ok" for one in again), "all backups of 103 are verified")
    print("listed, verified")


main(*sys.argv[1:])
