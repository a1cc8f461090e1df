/** Who has a device: by /proc where it can be read, by lock files, and whether ModemManager runs at all. */
import { accessSync, constants, readlinkSync, statSync } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFolderOf, lockOwner } from '../link/device-lock.ts';
import { namesIn, realPathOf, textOf } from './system-files.ts';

export interface Holder {
  readonly process: number;
  /** As the kernel has it, "" where it is not known. */
  readonly name: string;
}

const MANAGER = 'ModemManager';
/** Open files looked at of one process. */
const FILE_LIMIT = 4096;

/** Where the kernel has the near sides of pseudo-terminals, and what their far sides are opened by (pts(4)). */
const NEAR_SIDE = /\/dev\/pts\/(\d+)$/;
const FAR_SIDE = /\/dev\/(pts\/)?ptmx$/;

/** Processes that have the device open or locked, apart from ours. Others' open files can be read by root alone. */
export async function holdersOf(root: string, device: string): Promise<Holder[]> {
  const owner = lockOwner(device, lockFolderOf(root));
  const path = realPathOf(device) ?? device;
  const open = (await openDevices(root)).get(path) ?? [];
  const near = NEAR_SIDE.exec(path)?.[1];
  const users = near === undefined ? open : open.filter(number => !serves(root, number, near));
  return [...new Set([...users, ...(owner === undefined ? [] : [owner])])]
    .filter(number => number !== process.pid)
    .map(number => ({ process: number, name: textOf(root, 'proc', `${number}`, 'comm') }));
}

/**
 * Whether a process is the far side of this pseudo-terminal. It keeps the near side open too, which would end with the first program that
 * closes it, and reads nothing there.
 */
function serves(root: string, process: number, near: string): boolean {
  const folder = join(root, 'proc', `${process}`, 'fd');
  return namesIn(root, 'proc', `${process}`, 'fd').some(name => {
    if (!FAR_SIDE.test(linkedBy(join(folder, name)))) return false;
    const index = /^tty-index:\s*(\d+)/m.exec(textOf(root, 'proc', `${process}`, 'fdinfo', name))?.[1];
    // Old kernels do not show the number.
    return index === undefined || index === near;
  });
}

function linkedBy(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}

/** By path, the processes that have it open. */
type OpenDevices = ReadonlyMap<string, readonly number[]>;

/** Looks that are under way, by root: 32 ports that open at once share one. */
const looking = new Map<string, Promise<OpenDevices>>();

function openDevices(root: string): Promise<OpenDevices> {
  const running = looking.get(root);
  if (running !== undefined) return running;
  const look = readOpenDevices(root).finally(() => looking.delete(root));
  looking.set(root, look);
  return look;
}

/** One process after the other: this is never urgent, and others wait for the same threads. */
async function readOpenDevices(root: string): Promise<OpenDevices> {
  const open = new Map<string, number[]>();
  for (const process of processesOf(root))
    for (const path of await openFilesOf(root, process)) open.set(path, [...(open.get(path) ?? []), process]);
  return open;
}

/** True while ModemManager runs: everybody may read the names of processes. */
export function managerRuns(root: string): boolean {
  return processesOf(root).some(process => textOf(root, 'proc', `${process}`, 'comm') === MANAGER);
}

export function isManager({ name }: Holder): boolean {
  return name === MANAGER;
}

export function nameOfHolder({ process, name }: Holder): string {
  return name === '' ? `process ${process}` : `${name}, process ${process}`;
}

function processesOf(root: string): number[] {
  return namesIn(root, 'proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number);
}

/** Files below a folder dev, which is where devices are. */
async function openFilesOf(root: string, process: number): Promise<Set<string>> {
  const folder = join(root, 'proc', `${process}`, 'fd');
  try {
    const names = (await readdir(folder)).slice(0, FILE_LIMIT);
    const links = await Promise.all(names.map(name => readlink(join(folder, name)).catch(() => '')));
    return new Set(links.filter(path => path.includes('/dev/') && path !== '/dev/null'));
  } catch {
    // It ended, or is another user's.
    return new Set();
  }
}

/** Bits of the group (chmod(2)). */
const READ_WRITE = 0o060;

export type Access = 'granted' | 'denied' | 'absent';

/** Whether this process may read and write the device. */
export function accessTo(device: string): Access {
  if (realPathOf(device) === undefined) return 'absent';
  try {
    accessSync(device, constants.R_OK | constants.W_OK);
    return 'granted';
  } catch {
    return 'denied';
  }
}

/** Name, or number, of the group whose members may open the device; undefined where there is none, or it is root's. */
export function groupOf(root: string, device: string): string | undefined {
  const { gid: group, mode = 0 } = statSync(device, { throwIfNoEntry: false }) ?? {};
  if (group === undefined || (mode & READ_WRITE) !== READ_WRITE) return undefined;
  const line = textOf(root, 'etc/group')
    .split('\n')
    .find(one => one.split(':')[2] === `${group}`);
  const name = line?.split(':')[0] ?? `${group}`;
  return name === 'root' ? undefined : name;
}
