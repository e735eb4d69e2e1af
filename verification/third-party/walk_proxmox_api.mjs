// proxmox-api (npm) walks through a guest's life on the simulated cluster: HOST PORT TOKEN_ID SECRET.
// NODE_EXTRA_CA_CERTS names the authority.
import proxmoxApi from "proxmox-api";

const [host, port, tokenID, tokenSecret] = process.argv.slice(2);
const proxmox = proxmoxApi({ host, port: Number(port), tokenID, tokenSecret });
const born = 910;
const clone = 911;
const back = 912;

function expect(condition, what) {
  if (!condition) throw new Error(`not so: ${what}`);
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function done(upid) {
  const node = upid.split(":")[1];
  for (let look = 0; look < 600; look++) {
    const task = await proxmox.nodes.$(node).tasks.$(upid).status.$get();
    if (task.status === "stopped") {
      expect(task.exitstatus === "OK", `${upid} ended well: ${task.exitstatus}`);
      return;
    }
    await pause(200);
  }
  throw new Error(`${upid} does not end`);
}

const node = proxmox.nodes.$("pve1");
expect((await proxmox.nodes.$get()).length === 3, "three nodes");
const before = (await proxmox.cluster.resources.$get({ type: "vm" })).length;

await done(
  await node.qemu.$post({ vmid: born, name: "born", memory: "512", cores: 1, scsi0: "local-lvm:8", net0: "virtio,bridge=vmbr0" }),
);
await done(await node.qemu.$(born).clone.$post({ newid: clone, name: "twin", full: true }));
await done(await node.qemu.$(clone).snapshot.$post({ snapname: "before" }));
await done(await node.qemu.$(clone).status.start.$post());
expect((await node.qemu.$(clone).status.current.$get()).status === "running", "the clone runs");

const agent = node.qemu.$(101).agent;
const { pid } = await agent.exec.$post({ command: ["hostname"] });
let outcome = { exited: 0 };
for (let look = 0; look < 50 && !outcome.exited; look++) {
  outcome = await agent["exec-status"].$get({ pid });
  if (!outcome.exited) await pause(100);
}
expect(outcome["out-data"]?.trim() === "web1", `the guest says its name: ${JSON.stringify(outcome)}`);

await done(await node.vzdump.$post({ vmid: `${clone}`, storage: "pbs", mode: "snapshot" }));
const backups = (await node.storage.$("pbs").content.$get({ content: "backup", vmid: clone }));
expect(backups.length === 1, "one backup of the clone");
await done(await node.qemu.$post({ vmid: back, archive: backups[0].volid, storage: "local-lvm" }));
expect((await node.qemu.$(back).config.$get()).name === "twin", "the restored guest is the clone's twin");

await done(await node.qemu.$(clone).status.stop.$post());
for (const vmid of [clone, back, born]) {
  await done(await node.qemu.$(vmid).$delete({ purge: true }));
}
expect((await proxmox.cluster.resources.$get({ type: "vm" })).length === before, "nothing is left");
console.log("created, cloned, snapshot, started, ran a command, backed up, restored, deleted");
