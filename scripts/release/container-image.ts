/** The container image of one architecture: a minimal Debian with our package, made by debootstrap and buildah without a daemon. */
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Architecture, architectures, build, packaging, release, version } from './paths.ts';

const SUITE = 'bookworm';
/** Its uid and gid, so that files of a volume keep their owner from image to image. */
const USER = 8080;
const storage = ['--storage-driver', 'vfs'];

function run(command: string, args: readonly string[]): string {
  return execFileSync(command, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
}

function isThere(program: string): boolean {
  return ['/usr/bin', '/usr/sbin'].some(folder => existsSync(join(folder, program)));
}

/** The obstacle to building images of this architecture here; undefined: none. */
export function missingForImages(architecture: Architecture): string | undefined {
  const programs = ['buildah', 'debootstrap'].filter(name => !isThere(name));
  if (programs.length > 0) return `install ${programs.join(' and ')}`;
  if (process.getuid?.() !== 0) return 'debootstrap needs root';
  if (run('dpkg', ['--print-architecture']) !== architecture) return 'needs a machine of that architecture';
  return undefined;
}

/** A root file system with the package in it. */
function bootstrap(packageFile: string): string {
  const tree = join(build, 'image-root');
  rmSync(tree, { recursive: true, force: true });
  const include = ['adduser', 'ca-certificates', 'libstdc++6', 'tini'].join(',');
  run('debootstrap', ['--variant=minbase', `--include=${include}`, SUITE, tree]);
  const inside = (...command: string[]): string => run('chroot', [tree, ...command]);
  inside('addgroup', '--system', '--gid', String(USER), 'simgate');
  const home = ['--home', '/data', '--no-create-home'];
  inside('adduser', '--system', '--uid', String(USER), '--ingroup', 'simgate', ...home, 'simgate');
  run('cp', [packageFile, join(tree, 'tmp')]);
  inside('dpkg', '-i', `/tmp/${basename(packageFile)}`);
  inside('install', '-d', '-m', '0700', '-o', 'simgate', '-g', 'simgate', '/data');
  run('cp', [join(packaging, 'container/simgate.yaml'), join(tree, 'etc/simgate/simgate.yaml')]);
  inside('chmod', '0644', '/etc/simgate/simgate.yaml');
  inside('sh', '-c', 'apt-get clean; rm -rf /tmp/* /var/lib/apt/lists/* /var/log/* /var/cache/debconf/*-old');
  return tree;
}

const HEALTH =
  "fetch('http://127.0.0.1:8080/healthz').then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))";

const configuration = [
  ...['--healthcheck', `CMD /usr/lib/simgate/bin/node -e "${HEALTH}"`],
  ...['--user', `${USER}:${USER}`, '--workingdir', '/data', '--volume', '/data', '--port', '8080'],
  ...['--entrypoint', '["/usr/bin/tini","--","/usr/bin/simgate"]'],
  ...['--cmd', 'gateway --config /etc/simgate/simgate.yaml'],
  ...['--label', `org.opencontainers.image.version=${version}`],
  ...[
    '--label',
    'org.opencontainers.image.title=simgate',
    '--label',
    'org.opencontainers.image.licenses=Apache-2.0',
  ],
];

/**
 * Builds it as an archive that `docker load` and `podman load` take.
 * @returns its file
 */
export function buildImage(packageFile: string, architecture: Architecture): string {
  const tree = bootstrap(packageFile);
  const file = join(release, `simgate_${version}_${architecture}.image.tar`);
  const container = run('buildah', [
    ...storage,
    'from',
    '--format',
    'docker',
    '--arch',
    architectures[architecture].image,
    'scratch',
  ]);
  try {
    // `buildah copy` would give every file to root, the folder of the data too.
    const mounted = run('buildah', [...storage, 'mount', container]);
    run('cp', ['-a', `${tree}/.`, mounted]);
    run('buildah', [...storage, 'umount', container]);
    run('buildah', [...storage, 'config', ...configuration, container]);
    const target = `docker-archive:${file}:simgate:${version}`;
    run('buildah', [...storage, 'commit', '--quiet', '--rm', '--format', 'docker', container, target]);
  } catch (error) {
    run('buildah', [...storage, 'rm', container]);
    throw error;
  }
  rmSync(tree, { recursive: true, force: true });
  return file;
}
