// One walk through the demo with a client of the npm packages:
//   node walk.mjs sdk|client ERA PROTOCOL_VERSION URL|COMMAND...
// ERA is `legacy` (initialize, offering the newest), `auto` (server/discover first), `modern` (no other
// than PROTOCOL_VERSION, by discover) or a revision that the initialize offers. Ends with 0 and one
// line that names the protocol version that was negotiated, or throws.
import assert from 'node:assert/strict';

const TOOLS = [
  'api_describe', 'api_read', 'api_search', 'api_write', 'audit_list', 'backup_create',
  'backup_list', 'change_undo', 'cluster_overview', 'guest_exec', 'guest_file_read',
  'guest_file_write', 'guest_get', 'guest_list', 'guest_power', 'metrics_query', 'node_get',
  'node_list', 'plan_execute', 'snapshot_create', 'snapshot_delete', 'snapshot_rollback',
  'storage_list', 'task_get', 'task_list', 'volume_list', 'whoami',
];
// A container that starts in a second and a VM that takes three: progress is told between the two.
const STOPPED = ['203', '106'];
const CALL_LIMIT = { timeout: 60_000 };

const [kind, era, wanted, ...target] = process.argv.slice(2);
const identity = { name: 'verification', version: '1' };

/** The one-package SDK: legacy only; it tells the negotiated version to its transport alone. */
async function openSdk() {
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
  const transport = transportTo(StdioClientTransport, StreamableHTTPClientTransport);
  let negotiated;
  const tell = transport.setProtocolVersion?.bind(transport);
  transport.setProtocolVersion = (version) => {
    negotiated = version;
    tell?.(version);
  };
  const client = new Client(identity);
  await client.connect(transport);
  return {
    client,
    transport,
    version: negotiated,
    call: (params, options) => client.callTool(params, undefined, options),
  };
}

/** The split client package, in every era it speaks. */
async function openClient() {
  const { Client, StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
  const { StdioClientTransport } = await import('@modelcontextprotocol/client/stdio');
  const options =
    era === 'auto' || era === 'legacy'
      ? { versionNegotiation: { mode: era } }
      : era === 'modern'
        ? { versionNegotiation: { mode: { pin: wanted } } }
        : { versionNegotiation: { mode: 'legacy' }, supportedProtocolVersions: [era] };
  const transport = transportTo(StdioClientTransport, StreamableHTTPClientTransport);
  const client = new Client(identity, options);
  await client.connect(transport);
  return {
    client,
    transport,
    version: client.getNegotiatedProtocolVersion(),
    call: (params, callOptions) => client.callTool(params, callOptions),
  };
}

function transportTo(Stdio, Http) {
  return target[0].startsWith('http')
    ? new Http(new URL(target[0]))
    : new Stdio({ command: target[0], args: target.slice(1), env: process.env, stderr: 'inherit' });
}

/** What any client does: list the tools, list the guests, start two, look at them, ask for one that is not there. */
async function walk({ client, call }) {
  const text = (reply) => reply.content.map((part) => part.text).join('\n');
  const { tools } = await client.listTools(undefined, CALL_LIMIT);
  assert.deepEqual(tools.map((tool) => tool.name).sort(), TOOLS);

  const list = await call({ name: 'guest_list', arguments: { state: 'stopped' } }, CALL_LIMIT);
  assert.ok(!list.isError, text(list));
  const stopped = text(list).split('\n').map((line) => line.split('\t')[0]);
  assert.ok(STOPPED.every((guest) => stopped.includes(guest)), text(list));

  const progress = [];
  const started = await call(
    { name: 'guest_power', arguments: { guests: STOPPED, action: 'start' } },
    { ...CALL_LIMIT, onprogress: (event) => progress.push(event.progress) },
  );
  assert.ok(!started.isError, text(started));
  assert.ok(progress.length > 0, 'no progress arrived while the guests started');
  for (const guest of STOPPED) {
    assert.match(text(started), new RegExp(`${guest} .*now running`));
    const seen = await call({ name: 'guest_get', arguments: { guest } }, CALL_LIMIT);
    assert.ok(!seen.isError, text(seen));
    assert.match(text(seen), new RegExp(`${guest}\\b.*running`));
  }

  const unknown = await call({ name: 'guest_get', arguments: { guest: '999' } }, CALL_LIMIT);
  assert.equal(unknown.isError, true, text(unknown));
  assert.match(text(unknown), /999/);
}

const session = await (kind === 'sdk' ? openSdk() : openClient());
try {
  assert.equal(session.version, wanted, 'negotiated protocol version');
  await walk(session);
  console.log(`negotiated ${session.version}`);
} finally {
  await session.transport.terminateSession?.();
  await session.client.close();
}
