/** The Debian package of one architecture, with its own Node.js. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { copyModules, fetchNode } from './npm-packages.ts';
import { type Architecture, build, packaging, release, root, version } from './paths.ts';

const debian = join(packaging, 'debian');

/** Pages that an operator needs beside the machine. */
const documents = [
  'operating.md',
  'settings.md',
  'supported-modems.md',
  'behind-a-proxy.md',
  'reasons.md',
  'alarms.md',
];

function write(file: string, content: string | Buffer, mode = 0o644): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, mode);
}

function copy(source: string, file: string, mode = 0o644): void {
  mkdirSync(dirname(file), { recursive: true });
  copyFileSync(source, file);
  chmodSync(file, mode);
}

function gzipped(source: string): Buffer {
  return gzipSync(readFileSync(source), { level: 9 });
}

/** Debian's changelog: one entry that names the version; what changed stands in CHANGELOG.md beside it. */
function changelog(): string {
  const date = new Date(Number(process.env.SOURCE_DATE_EPOCH) * 1000).toUTCString().replace('GMT', '+0000');
  return [
    `simgate (${version}) stable; urgency=medium`,
    '',
    '  * See CHANGELOG.md in this folder.',
    '',
    ` -- simgate maintainers <simgate@localhost>  ${date}`,
    '',
  ].join('\n');
}

function writeDocuments(tree: string, nodeLicence: string): void {
  const folder = join(tree, 'usr/share/doc/simgate');
  for (const name of documents) copy(join(root, 'docs', name), join(folder, name));
  copy(join(root, 'README.md'), join(folder, 'README.md'));
  copy(join(root, 'simgate.example.yaml'), join(folder, 'simgate.example.yaml'));
  copy(join(debian, 'copyright.in'), join(folder, 'copyright'));
  copy(nodeLicence, join(folder, 'LICENSE.node'));
  copy(join(release, 'sbom.cdx.json'), join(folder, 'sbom.cdx.json'));
  write(join(folder, 'changelog.gz'), gzipSync(changelog(), { level: 9 }));
  write(join(folder, 'CHANGELOG.md.gz'), gzipped(join(root, 'CHANGELOG.md')));
}

function writeSystemFiles(tree: string): void {
  copy(join(debian, 'simgate.sh'), join(tree, 'usr/bin/simgate'), 0o755);
  copy(join(debian, 'simgate.service'), join(tree, 'lib/systemd/system/simgate.service'));
  copy(join(debian, 'simgate.udev'), join(tree, 'lib/udev/rules.d/60-simgate.rules'));
  copy(join(debian, 'simgate.yaml'), join(tree, 'etc/simgate/simgate.yaml'), 0o640);
  copy(join(debian, 'lintian-overrides'), join(tree, 'usr/share/lintian/overrides/simgate'));
  write(join(tree, 'usr/share/man/man1/simgate.1.gz'), gzipped(join(debian, 'simgate.1')));
}

/** A script without the line that names its interpreter: /usr/bin/simgate starts it with the Node of the package. */
function removeInterpreter(file: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^#!.*\n/, ''));
}

/** Folders and Node itself 0755, other files 0644, whatever npm unpacked them with. */
function setModes(folder: string): void {
  for (const name of globSync('**/*', { cwd: folder })) {
    const file = join(folder, name);
    const isProgram = statSync(file).isDirectory() || name === 'bin/node';
    chmodSync(file, isProgram ? 0o755 : 0o644);
  }
}

function kilobytesOf(tree: string): number {
  return Number(execFileSync('du', ['-sk', tree], { encoding: 'utf8' }).split('\t')[0]);
}

function writeControl(tree: string, architecture: Architecture): void {
  const control = readFileSync(join(debian, 'control.in'), 'utf8')
    .replace('@VERSION@', version)
    .replace('@ARCHITECTURE@', architecture)
    .replace('@SIZE@', String(kilobytesOf(tree)));
  write(join(tree, 'DEBIAN/control'), control);
  write(join(tree, 'DEBIAN/conffiles'), '/etc/simgate/simgate.yaml\n');
  const sums = execFileSync(
    'sh',
    ['-c', "find * -type f ! -path 'DEBIAN/*' -print0 | LC_ALL=C sort -z | xargs -0 md5sum"],
    {
      cwd: tree,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  );
  write(join(tree, 'DEBIAN/md5sums'), sums);
  for (const script of ['postinst', 'prerm', 'postrm'])
    copy(join(debian, script), join(tree, 'DEBIAN', script), 0o755);
}

/**
 * Builds it.
 * @param installed the folder of `installPackages`
 * @returns the file of the package
 */
export function buildDebianPackage(installed: string, architecture: Architecture): string {
  const tree = join(build, `debian-${architecture}`);
  rmSync(tree, { recursive: true, force: true });
  const program = join(tree, 'usr/lib/simgate');
  const node = fetchNode(architecture);
  copyModules(installed, join(program, 'node_modules'), architecture);
  if (existsSync(join(program, 'node_modules/.bin')))
    rmSync(join(program, 'node_modules/.bin'), { recursive: true });
  copy(join(node, 'bin/node'), join(program, 'bin/node'), 0o755);
  removeInterpreter(join(program, 'node_modules/simgate/bin/simgate.js'));
  setModes(program);
  writeSystemFiles(tree);
  writeDocuments(tree, join(node, 'LICENSE'));
  writeControl(tree, architecture);
  execFileSync('find', [tree, '-type', 'd', '-exec', 'chmod', '0755', '{}', '+']);
  const file = join(release, `simgate_${version}_${architecture}.deb`);
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zxz', '-z3', '--build', tree, file], {
    stdio: 'inherit',
  });
  return file;
}
