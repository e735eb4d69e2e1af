# shellcheck shell=bash
# What our client does against fakepve; sourced by third-party.sh, whose variables name the host.

ours "the cluster" 'Cluster "fakecluster": quorate, 1 of 1 nodes online' cluster_overview
ours "its guests" '^3 guests: 2 running, 1 stopped' guest_list
ours "a guest by name" '^VM 100 "web" on pve1: running' guest_get guest=web
ours "its nodes" '^1 node\.' node_list
ours "a node" '^services: .* none failed' node_get node=pve1
ours "its storages" '^2 storages\.' storage_list
ours "a start, waited for" '^VM 101 "db" on pve1: start done in .*, now running' \
  guest_power guests=db action=start --allow change
ours "a snapshot" 'snapshot "one" done' snapshot_create guests=db name=one --allow change
ours "the tasks of that" '^3 tasks\|^2 tasks' task_list
ours "any path of the API" '^version: 9' api_read path=/version

differs "no archive after a backup" "its vzdump ends well and stores nothing" '0 of 1 archive on local' \
  backup_create guests=db storage=local --allow change
differs "no command in a guest" "its VMs have no agent unless a test gives them one" 'QEMU guest agent is not running' \
  guest_exec guest=web 'command=["hostname"]' --allow exec
