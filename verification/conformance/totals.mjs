// The totals of one run of the conformance suite, from the results that it saved.
//   totals.mjs REVISION REQUIREMENTS.yaml RESULTS KNOWN.txt
// Exit code 1 if a scenario of the set failed without a known reason, or did not run.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [revision, requirements, results, knownFile] = process.argv.slice(2);

/** The server's scenarios of the set: name to whether it is scored. */
function scenarios(yaml) {
  const found = new Map();
  let section = '';
  let pending = '';
  for (const line of yaml.split('\n')) {
    const head = /^(\w+):/.exec(line);
    if (head) section = head[1];
    const item = /^ {2}- ([\w/-]+)\s*$/.exec(line);
    if (section === 'server' && item) found.set(item[1], true);
    const unscored = /^ {2}- scenario: ([\w/-]+)/.exec(line);
    if (unscored) pending = unscored[1];
    if (section === 'not_scored' && /^ {4}leg: server/.test(line)) found.set(pending, false);
  }
  return found;
}

/** Lines of "SCENARIO CHECK REASON": failures of the suite itself. */
function known(file) {
  if (!existsSync(file)) return new Map();
  return new Map(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.trim() && !line.startsWith('#'))
      .map((line) => line.split(/\s+/))
      .map(([scenario, check, ...reason]) => [`${scenario} ${check}`, reason.join(' ')]),
  );
}

const reasons = known(knownFile);
const folders = readdirSync(results);
const sum = {};
const lines = [];
let bad = 0;
for (const [scenario, scored] of scenarios(readFileSync(requirements, 'utf8'))) {
  const of = (sum[scored] ??= { all: 0, passed: 0, skipped: 0, checks: 0, failed: 0, warnings: 0 });
  of.all++;
  const folder = folders.find((name) => name.replace(/-\d{4}-\d\d-\d\dT.*$/, '') === `server-${scenario}`);
  const saved = folder && join(results, folder, 'checks.json');
  const checks = saved && existsSync(saved) ? JSON.parse(readFileSync(saved, 'utf8')) : [];
  const failures = checks.filter((one) => one.status === 'FAILURE');
  const ours = failures.filter((one) => !reasons.has(`${scenario} ${one.id}`));
  const passes = checks.filter((one) => one.status === 'SUCCESS').length;
  of.checks += passes;
  of.failed += failures.length;
  for (const one of failures) {
    const reason = reasons.get(`${scenario} ${one.id}`);
    lines.push(`  ${reason ? 'known ' : 'FAILED'} ${scenario}: ${one.id}: ${reason ?? one.errorMessage ?? one.description}`);
  }
  for (const one of checks.filter((check) => check.status === 'WARNING')) {
    of.warnings++;
    lines.push(`  warning ${scenario}: ${one.id}: ${one.errorMessage ?? one.description}`);
  }
  if (checks.length === 0) lines.push(`  FAILED ${scenario}: it did not run`);
  if (ours.length > 0 || checks.length === 0) bad++;
  else if (passes === 0 && checks.every((one) => one.status === 'SKIPPED')) of.skipped++;
  else of.passed++;
}
for (const scored of [true, false]) {
  const of = sum[scored] ?? { all: 0, passed: 0, skipped: 0, checks: 0, failed: 0, warnings: 0 };
  console.log(
    `${revision} ${scored ? 'scored  ' : 'unscored'} ${of.passed} of ${of.all} scenarios passed` +
      `${of.skipped ? `, ${of.skipped} skipped by the suite` : ''}; checks: ${of.checks} passed, ${of.failed} failed, ${of.warnings} warnings`,
  );
}
for (const line of lines) console.log(line.length > 400 ? `${line.slice(0, 400)}…` : line);
process.exit(bad ? 1 : 0);
