/**
 * UUCP lock files (FHS 3.0 5.9): LCK..ttyUSB0 holds the process that has the device, as ten characters and a line end. The kernel's
 * locks guard against programs that ask the kernel; this guards against those that look here (minicom, pppd, cu, ModemManager's
 * neighbours), before the device is touched.
 */
import { existsSync, linkSync, readFileSync, realpathSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LinkError } from '../errors.ts';

/** /var/lock is a link to the first on today's systems. */
const folders = ['/run/lock', '/var/lock'];

/**
 * Where lock files lie.
 * @param root folder that stands for `/`
 */
export function lockFolderOf(root = '/'): string {
  const places = folders.map(folder => join(root, folder));
  return places.find(place => existsSync(place)) ?? join(root, '/run/lock');
}

/** Devices that this process has locked: its own number in a file may be that of an earlier life in a container. */
const held = new Set<string>();

/** The file's name: without /dev/, and `_` where the device lies in a folder (as pppd does). */
function lockFile(device: string, folder: string): string {
  return join(
    folder,
    `LCK..${realPath(device)
      .replace(/^\/dev\//, '')
      .replaceAll('/', '_')}`,
  );
}

function realPath(device: string): string {
  try {
    return realpathSync(device);
  } catch {
    return device;
  }
}

/** The process that a lock file names; undefined: none, or it does not live. */
export function lockOwner(device: string, folder = lockFolderOf()): number | undefined {
  const file = lockFile(device, folder);
  const owner = readOwner(file);
  return owner !== undefined && lives(owner, file) ? owner : undefined;
}

/**
 * Takes the lock of a device; the returned function gives it back. A stale lock is removed; where the folder cannot be written, the
 * kernel's lock has to do.
 * @throws LinkError where a living process has it
 */
export function lockDevice(device: string, folder = lockFolderOf()): () => void {
  const file = lockFile(device, folder);
  const owner = lockOwner(device, folder);
  if (owner !== undefined) throw new LinkError(device, `is in use by process ${owner} (${file})`);
  remove(file);
  if (!create(file, device)) return () => {};
  held.add(file);
  return () => {
    if (held.delete(file)) remove(file);
  };
}

/** Written beside and linked, so that nobody reads half a file and only one process gets the name. */
function create(file: string, device: string): boolean {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, `${String(process.pid).padStart(10)}\n`, { mode: 0o644 });
  } catch {
    return false;
  }
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST') && lockOwner(device, dirname(file)) !== undefined)
      throw new LinkError(device, `is being locked by another process (${file})`);
    return false;
  } finally {
    remove(draft);
  }
}

function readOwner(file: string): number | undefined {
  try {
    const octets = readFileSync(file);
    const text = octets.toString('latin1', 0, 20);
    // Some old programs write the number in binary; minicom writes names behind it.
    const isText = octets.length !== 4 || /^[\d\s]+$/.test(text);
    const number = isText ? Number.parseInt(text, 10) : octets.readInt32LE();
    return number > 0 ? number : undefined;
  } catch {
    return undefined;
  }
}

function lives(number: number, file: string): boolean {
  if (number === process.pid) return held.has(file);
  try {
    process.kill(number, 0);
    return true;
  } catch (error) {
    // EPERM: it lives under another user.
    return isCode(error, 'EPERM');
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Not there, or another user's: creating it shows which.
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
