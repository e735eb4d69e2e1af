// One walk through the demo with the command line of the MCP Inspector:
//   node walk_inspector.mjs ERA PROTOCOL_VERSION URL|COMMAND...
// Every step is a process of its own; over stdio each has a server, and so a simulated cluster, of its own.
// Ends with 0 and one line that names the protocol version that was negotiated, or throws.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const TOOLS = [
  'api_describe', 'api_read', 'api_search', 'api_write', 'audit_list', 'backup_create',
  'backup_list', 'change_undo', 'cluster_overview', 'guest_exec', 'guest_file_read',
  'guest_file_write', 'guest_get', 'guest_list', 'guest_power', 'metrics_query', 'node_get',
  'node_list', 'plan_execute', 'snapshot_create', 'snapshot_delete', 'snapshot_rollback',
  'storage_list', 'task_get', 'task_list', 'volume_list', 'whoami',
];
const STOPPED = '203';
const TOOL_IS_ERROR = 5;

const [era, wanted, ...target] = process.argv.slice(2);
const overHttp = target[0].startsWith('http');
const inspector = fileURLToPath(
  import.meta.resolve('@modelcontextprotocol/inspector/clients/launcher/build/index.js'),
);

/** Runs one method; answers with its result and the exit code. */
function inspect(...method) {
  const server = overHttp ? ['--server-url', target[0], '--transport', 'http'] : target;
  const options = ['--protocol-era', era, '--connect-timeout', '60000', '--format', 'json', '--quiet'];
  const environment = process.env.JAVA_HOME && !overHttp ? ['-e', `JAVA_HOME=${process.env.JAVA_HOME}`] : [];
  const run = [inspector, '--cli', ...options, ...environment, ...server, '--method', ...method];
  try {
    const answer = execFileSync(process.execPath, run, { encoding: 'utf8', timeout: 90_000 });
    return { ...JSON.parse(answer).result, exit: 0 };
  } catch (failure) {
    if (failure.status !== TOOL_IS_ERROR) throw failure;
    return { ...JSON.parse(failure.stdout).result, exit: failure.status };
  }
}

const call = (tool, args) =>
  inspect('tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify(args));
const text = (reply) => reply.content.map((part) => part.text).join('\n');

const { protocolVersion } = inspect('initialize');
assert.equal(protocolVersion, wanted, 'negotiated protocol version');
assert.deepEqual(inspect('tools/list').tools.map((tool) => tool.name).sort(), TOOLS);

const listed = call('guest_list', { state: 'stopped' });
assert.equal(listed.exit, 0, text(listed));
const stopped = text(listed).split('\n').map((line) => line.split('\t')[0]);
assert.ok(stopped.includes(STOPPED), text(listed));

const started = call('guest_power', { guests: [STOPPED], action: 'start' });
assert.equal(started.exit, 0, text(started));
assert.match(text(started), new RegExp(`${STOPPED} .*now running`));

if (overHttp) {
  const seen = call('guest_get', { guest: STOPPED });
  assert.match(text(seen), new RegExp(`${STOPPED}\\b.*running`));
  const unknown = call('guest_get', { guest: '999' });
  assert.equal(unknown.exit, TOOL_IS_ERROR, text(unknown));
  assert.equal(unknown.isError, true);
}
console.log(`negotiated ${protocolVersion}`);
