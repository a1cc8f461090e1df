/** The Debian packages: judged by lintian, installed into a fresh Debian, used, upgraded and removed there. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { startSimulator } from '../../packages/simulator/src/index.ts';
import { root } from './paths.ts';
import { type Check, run } from './running.ts';
import { sendAsPrinted, withGateway } from './send-as-printed.ts';

const SUITE = 'bookworm';
const QEMU = '/usr/bin/qemu-aarch64-static';

function packageFor(files: readonly string[], architecture: string): string {
  const file = files.find(name => name.endsWith(`_${architecture}.deb`));
  if (file === undefined) throw new Error(`there is no package for ${architecture} in build/release`);
  return file;
}

function checkByLintian({ files, report }: Check): void {
  if (!existsSync('/usr/bin/lintian')) return;
  for (const file of files.filter(name => name.endsWith('.deb'))) {
    const { status, stdout } = spawnSync('lintian', ['--allow-root', '--fail-on', 'error,warning', file], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`lintian:\n${stdout}`);
    report(`lintian has nothing against ${basename(file)}`);
  }
}

async function withTree(use: (tree: string) => Promise<void>): Promise<void> {
  const tree = mkdtempSync(join(tmpdir(), 'simgate-debian-'));
  // It becomes the root folder there, which the service's user has to pass.
  chmodSync(tree, 0o755);
  try {
    await use(tree);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

/** Installed, used, upgraded, removed and purged by dpkg of a Debian of its own. Needs root. */
async function checkInstalled({ files, report }: Check): Promise<void> {
  const file = packageFor(files, run('dpkg', ['--print-architecture']).trim());
  await withTree(async tree => {
    const inside = (...command: string[]): string => run('chroot', [tree, ...command]);
    run('debootstrap', ['--variant=minbase', '--include=adduser,libstdc++6', SUITE, tree]);
    run('cp', [file, join(tree, 'tmp')]);
    const install = ['dpkg', '-i', `/tmp/${basename(file)}`];
    inside(...install);
    report('the package installs into a fresh Debian');
    if (!inside('id', 'simgate').includes('dialout')) throw new Error('simgate is not in dialout');
    const owner = inside('stat', '-c', '%U %a', '/var/lib/simgate', '/etc/simgate/simgate.yaml').split('\n');
    if (owner[0] !== 'simgate 700' || owner[1] !== 'root 640') throw new Error(`owners are ${owner}`);
    report('its user is in dialout, its data and settings are closed to others');
    writeFileSync(join(tree, 'tmp/virtual.yaml'), 'dataFolder: /var/lib/simgate\nhttp: {port: 0}\n');
    const asUser = ['chroot', '--userspec=simgate:simgate', tree, '/usr/bin/simgate'];
    await withGateway([...asUser, 'gateway', '-c', '/tmp/virtual.yaml'], root, sendAsPrinted);
    report('the gateway runs as that user and takes a message');
    inside('sh', '-c', 'echo "# mine" >> /etc/simgate/simgate.yaml');
    inside(...install);
    inside('dpkg', '--remove', 'simgate');
    inside('grep', '-q', '# mine', '/etc/simgate/simgate.yaml');
    report('changed settings stay at an upgrade and when the package is removed');
    inside('dpkg', '--purge', 'simgate');
    inside('test', '!', '-e', '/etc/simgate/simgate.yaml');
    inside('test', '-e', '/var/lib/simgate/simgate.db');
    report('the settings go and the data stays when the package is purged');
  });
}

/**
 * The Node.js of the package for arm64 runs the gateway, by the emulator of that processor. Programs that it would start are of that processor
 * too, and the kernel here knows none of them: so the modems are in this process.
 */
async function checkArm64({ files, report }: Check): Promise<void> {
  if (!existsSync(QEMU)) return report('nothing of arm64: qemu-user-static is not installed');
  const simulator = await startSimulator({ modems: 1 });
  await withTree(async folder => {
    const [tree, unpacked] = [join(folder, 'debian'), join(folder, 'simgate')];
    run('debootstrap', [
      '--arch=arm64',
      '--foreign',
      '--variant=minbase',
      '--include=libstdc++6',
      SUITE,
      tree,
    ]);
    // Beside it: dpkg-deb would put a folder lib in place of the link of that name.
    run('dpkg-deb', ['-x', packageFor(files, 'arm64'), unpacked]);
    const [modem] = simulator.ports;
    const ports = `ports: [{port: 0, tcp: "${modem?.host}:${modem?.port}"}]`;
    const settings = join(folder, 'arm64.yaml');
    writeFileSync(settings, `dataFolder: ${join(folder, 'data')}\nhttp: {port: 0}\n${ports}\n`);
    const program = join(unpacked, 'usr/lib/simgate');
    const launcher = join(program, 'node_modules/simgate/bin/simgate.js');
    const gateway = [QEMU, '-L', tree, join(program, 'bin/node'), launcher, 'gateway', '-c', settings];
    await withGateway(gateway, root, sendAsPrinted);
    report('the gateway of the package for arm64 runs in an emulator and takes a message');
  });
  await simulator.close();
}

export async function checkDebian(check: Check): Promise<void> {
  checkByLintian(check);
  await checkInstalled(check);
  await checkArm64(check);
}
