/** The Home Assistant add-on: made by the steps of its Dockerfile and started as the supervisor does, in a Debian and a network of its own. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Check, run } from './running.ts';

const SUITE = 'bookworm';
/** The supervisor's proxy, and an address that an add-on gets. */
const PROXY = '172.30.32.2';
const ADD_ON = '172.30.33.5';
const PASSWORD = 'a long password';

/** The steps of its Dockerfile. */
function make(tree: string, archive: string): void {
  const include = ['adduser', 'ca-certificates', 'libstdc++6', 'tini'].join(',');
  run('debootstrap', ['--variant=minbase', `--include=${include}`, SUITE, tree]);
  const add = join(tree, 'add-on');
  mkdirSync(add);
  run('tar', ['-xzf', archive, '-C', add, '--strip-components=1']);
  const architecture = run('dpkg', ['--print-architecture']).trim();
  run('chroot', [tree, 'sh', '-c', `dpkg -i /add-on/simgate_*_${architecture}.deb`]);
  run('install', ['-m', '0755', join(add, 'run.sh'), join(tree, 'run.sh')]);
  run('install', ['-m', '0644', join(add, 'settings.mjs'), join(tree, 'settings.mjs')]);
  mkdirSync(join(tree, 'data'), { recursive: true });
}

/** Options as the supervisor writes them. */
function writeOptions(tree: string, password: string): void {
  const options = { username: 'admin', password, virtual_modems: true, log_level: 'info' };
  writeFileSync(join(tree, 'data/options.json'), JSON.stringify(options), { mode: 0o600 });
}

/** Starts the add-on in a network without anything else, lets `visit.mjs` look at it through the proxy's address, and stops it. */
const AS_THE_SUPERVISOR = `
set -e
tree=$1
ip link set lo up
ip address add ${PROXY}/32 dev lo
ip address add ${ADD_ON}/32 dev lo
mount -t proc proc "$tree/proc"
mount -t tmpfs tmpfs "$tree/dev/shm" 2>/dev/null || true
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin TZ=Europe/Berlin SUPERVISOR_TOKEN=secret HOSTNAME=local-simgate \\
  chroot "$tree" /usr/bin/tini -- /run.sh > "$tree/output" 2>&1 &
add_on=$!
code=0
"$2" "$tree/visit.mjs" || code=$?
kill "$add_on"
wait "$add_on" || [ $? -eq 143 ] || { echo "it ended with $?"; code=1; }
[ "$code" -eq 0 ] || cat "$tree/output"
exit "$code"
`;

/** A person in Home Assistant: the console, signing in, and a message, by requests as the proxy makes them. */
const VISIT = `
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
const BASE = '/api/hassio_ingress/TOKEN';
const headers = {
  host: 'homeassistant.local:8123',
  origin: 'http://homeassistant.local:8123',
  'x-ingress-path': BASE,
  'x-forwarded-for': '192.168.1.20, 172.30.32.1',
  'x-forwarded-host': 'homeassistant.local:8123',
  'x-forwarded-proto': 'http',
  'x-simgate': '1',
};
function ask(method, path, { body, localAddress = '${PROXY}', ...more } = {}) {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const asked = request(
      { host: '${ADD_ON}', port: 8080, method, path, localAddress,
        headers: { ...headers, ...(text && { 'content-type': 'application/json' }), ...more } },
      async answer => {
        let text = '';
        for await (const piece of answer.setEncoding('utf8')) text += piece;
        resolve({ status: answer.statusCode, headers: answer.headers, text });
      });
    asked.once('error', reject).end(text);
  });
}
async function until(what, wanted) {
  for (let left = 600; ; left -= 1) {
    const found = await what().catch(error => error);
    if (!(found instanceof Error) && wanted(found)) return found;
    if (left === 0) throw new Error('not as wanted for a minute: ' + String(found.text ?? found));
    await wait(100);
  }
}
const page = await until(() => ask('GET', '/'), ({ status }) => status === 200);
assert.doesNotMatch(String(page.headers['x-frame-options'] ?? ''), /deny/i);
const session = await ask('POST', '/v1/session', { body: { user: 'admin', password: '${PASSWORD}' } });
assert.ok(session.status < 300, session.text);
const [cookie = ''] = session.headers['set-cookie'] ?? [];
assert.ok(cookie.includes('Path=' + BASE + ';'), cookie);
const signedIn = { cookie: cookie.split(';')[0] };
// Relative, so it is found below the path of Home Assistant.
const [, script = ''] = /src="\\.\\/([^"]+\\.js)"/.exec(page.text) ?? [];
assert.equal((await ask('GET', '/' + script)).headers['content-type'], 'text/javascript; charset=utf-8', script);
await until(() => ask('GET', '/v1/ports', signedIn), ({ text }) => text.includes('"can_send":true'));
const body = { text: 'Hello', recipients: [{ number: '88201990001' }] };
assert.equal((await ask('POST', '/v1/messages', { ...signedIn, body })).status, 202);
await until(() => ask('GET', '/v1/messages', signedIn), ({ text }) => text.includes('DELIVERED'));
// Who is not the proxy cannot choose the path.
const sign = { body: { user: 'admin', password: '${PASSWORD}' }, localAddress: '${ADD_ON}' };
const other = await ask('POST', '/v1/session', { ...sign, origin: 'http://' + headers.host });
assert.ok(!String(other.headers['set-cookie']).includes(BASE), String(other.headers['set-cookie']));
`;

/** Needs root, for a network and a root folder of its own. */
export function checkAddOn({ files, report }: Check): void {
  const archive = files.find(name => name.includes('simgate-home-assistant-'));
  if (archive === undefined) throw new Error('there is no add-on in build/release');
  const tree = mkdtempSync(join(tmpdir(), 'simgate-add-on-check-'));
  chmodSync(tree, 0o755);
  try {
    make(tree, archive);
    report('the add-on is made by the steps of its Dockerfile');
    writeOptions(tree, '');
    const refused = spawnSync('chroot', [tree, '/run.sh'], { encoding: 'utf8' });
    if (refused.status !== 1 || !refused.stderr.includes('set a password'))
      throw new Error(`without a password it ended with ${refused.status}: ${refused.stderr}`);
    report('without a password it ends and asks for one');
    writeOptions(tree, PASSWORD);
    writeFileSync(join(tree, 'visit.mjs'), VISIT);
    const apart = ['--net', '--mount', '--pid', '--fork', '--kill-child'];
    const alone = [...apart, 'sh', '-c', AS_THE_SUPERVISOR, 'sh', tree, process.execPath];
    const { status, stdout, stderr } = spawnSync('unshare', alone, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`the add-on failed:\n${stdout}${stderr}`);
    report(
      'it starts with its options, serves the console below the path of Home Assistant, and a message arrives',
    );
    if (!existsSync(join(tree, 'data/simgate/simgate.db'))) throw new Error('its data is not in /data');
    report('it keeps its data in /data');
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}
