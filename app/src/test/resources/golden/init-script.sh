#!/bin/sh
# Made by `proxmox-mcp init` for HOST. Read it, then run it as root on any node of the cluster.
set -eu
case "$(pveversion)" in
  pve-manager/[78].*) pveum role add ProxmoxMcp --privs "Datastore.Audit Mapping.Audit Pool.Audit SDN.Audit Sys.Audit VM.Audit" ;;
  *) pveum role add ProxmoxMcp --privs "Datastore.Audit Mapping.Audit Pool.Audit SDN.Audit Sys.Audit VM.Audit VM.GuestAgent.Audit" ;;
esac
case "$(pveversion)" in
  pve-manager/[78].*) pveum role add ProxmoxMcp-vms --privs "VM.Monitor VM.PowerMgmt VM.Snapshot" ;;
  *) pveum role add ProxmoxMcp-vms --privs "VM.GuestAgent.Unrestricted VM.PowerMgmt VM.Snapshot" ;;
esac
pveum user add mcp@pve --comment 'Made by proxmox-mcp init'
pveum acl modify / --users mcp@pve --roles ProxmoxMcp
pveum acl modify /vms --users mcp@pve --roles ProxmoxMcp
pveum acl modify /vms --users mcp@pve --roles ProxmoxMcp-vms
pveum user token add mcp@pve assistant --privsep 1 --expire SECONDS --comment 'Made by proxmox-mcp init'
pveum acl modify / --tokens 'mcp@pve!assistant' --roles ProxmoxMcp
pveum acl modify /vms --tokens 'mcp@pve!assistant' --roles ProxmoxMcp
pveum acl modify /vms --tokens 'mcp@pve!assistant' --roles ProxmoxMcp-vms
