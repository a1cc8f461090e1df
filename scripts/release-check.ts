/**
 * Installs what `node scripts/release.ts` wrote and runs it, as the people do who get it: `node scripts/release-check.ts [npm] [deb]`.
 * npm: into an empty folder, from JavaScript and with types from TypeScript, under this Node.js. deb: into a fresh Debian of debootstrap
 * (needs root), where the gateway starts as its own user, takes a message, is removed and leaves its data. Exit code 1 when something is not so.
 */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { release, root } from './release/paths.ts';

const wanted = process.argv.slice(2);
const files = readdirSync(release).map(name => join(release, name));

function run(command: string, args: readonly string[], folder = root): string {
  return execFileSync(command, [...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function report(sentence: string): void {
  console.log(`true: ${sentence}`);
}

const PRINTED = /curl -u (\S+) .* (http:\/\/127\.0\.0\.1:\d+)\/api\/send_sms/;

/** Starts a gateway, sends the message that it prints, and stops it. */
async function sendAsPrinted(command: string, args: readonly string[], folder: string): Promise<void> {
  const child = spawn(command, [...args], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>(resolve => child.once('close', code => resolve(code)));
  let output = '';
  const printed = new Promise<RegExpExecArray>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      const match = PRINTED.exec(output);
      if (match !== null) resolve(match);
    });
    void ended.then(code => reject(new Error(`it ended with ${code} before it listened:\n${output}`)));
  });
  try {
    const [, user = '', origin = ''] = await printed;
    const answer = await fetch(`${origin}/api/send_sms`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(user).toString('base64')}` },
      body: JSON.stringify({ text: 'Hello', param: [{ number: '88201990001', user_id: 1 }] }),
    });
    const { error_code: code } = (await answer.json()) as { error_code: number };
    if (code !== 202) throw new Error(`send_sms answered ${code}`);
    const page = await fetch(`${origin}/`);
    if (!page.ok || !(await page.text()).includes('<div id=')) throw new Error('there is no console');
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

const SCRIPT = `
import { createClient } from '@simgate/api';
const client = createClient({ baseUrl: 'http://127.0.0.1:9', user: 'a', password: 'b' });
const sent = await client.sendSms({ text: 'x', param: [{ number: '1' }] });
if (sent.ok) throw new Error('nobody listens there');
`;

async function checkNpm(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-npm-'));
  try {
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'empty', private: true, type: 'module' }),
    );
    const packages = files.filter(name => name.endsWith('.tgz'));
    run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packages], folder);
    report(`${packages.length} packages install into an empty folder`);
    writeFileSync(join(folder, 'script.js'), SCRIPT);
    run(process.execPath, ['script.js'], folder);
    report('the SDK works from JavaScript');
    writeFileSync(join(folder, 'script.ts'), SCRIPT);
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--types', ''];
    run(process.execPath, [compiler, ...options, 'script.ts'], folder);
    report('the SDK has its types in TypeScript');
    await sendAsPrinted(join(folder, 'node_modules/.bin/simgate'), [], folder);
    report('simgate is the gateway with its console and virtual modems');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function checkDebian(): Promise<void> {
  const packageFile = files.find(name =>
    name.endsWith(`_${run('dpkg', ['--print-architecture']).trim()}.deb`),
  );
  if (packageFile === undefined) throw new Error('there is no package for this machine in build/release');
  const tree = mkdtempSync(join(tmpdir(), 'simgate-debian-'));
  // It becomes the root folder there, which the service's user has to pass.
  chmodSync(tree, 0o755);
  const inside = (...command: string[]): string => run('chroot', [tree, ...command]);
  try {
    run('debootstrap', ['--variant=minbase', '--include=adduser,libstdc++6', 'bookworm', tree]);
    run('cp', [packageFile, join(tree, 'tmp')]);
    inside('dpkg', '-i', `/tmp/${basename(packageFile)}`);
    report('the package installs into a fresh Debian');
    if (!inside('id', 'simgate').includes('dialout')) throw new Error('simgate is not in dialout');
    const owner = inside('stat', '-c', '%U %a', '/var/lib/simgate', '/etc/simgate/simgate.yaml').split('\n');
    if (owner[0] !== 'simgate 700' || owner[1] !== 'root 640') throw new Error(`owners are ${owner}`);
    report('its user is in dialout, its data and settings are closed to others');
    const settings = 'dataFolder: /var/lib/simgate\nhttp: {port: 0}\n';
    writeFileSync(join(tree, 'tmp/virtual.yaml'), settings);
    const asUser = [
      '--userspec=simgate:simgate',
      tree,
      '/usr/bin/simgate',
      'gateway',
      '-c',
      '/tmp/virtual.yaml',
    ];
    await sendAsPrinted('chroot', asUser, root);
    report('the gateway runs as that user and takes a message');
    inside('dpkg', '--purge', 'simgate');
    inside('test', '-e', '/var/lib/simgate/simgate.db');
    report('the data stays when the package is purged');
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

if (wanted.length === 0 || wanted.includes('npm')) await checkNpm();
if (wanted.length === 0 || wanted.includes('deb')) await checkDebian();
