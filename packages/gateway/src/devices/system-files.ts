/** Small files of the kernel and of udev, read with bounds. A made-up tree takes their place in tests and containers. */
import { closeSync, openSync, readdirSync, readlinkSync, readSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** Octets read of one file; those of sysfs have one page at most. */
const FILE_LIMIT = 4096;
/** Names taken of one folder. */
const FOLDER_LIMIT = 4096;

/** The text of a file without white space around it; "" where it cannot be read. */
export function textOf(...path: string[]): string {
  return contentOf(join(...path)).trim();
}

function contentOf(file: string): string {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const octets = Buffer.alloc(FILE_LIMIT);
    return octets.toString('utf8', 0, readSync(descriptor, octets, 0, FILE_LIMIT, 0));
  } catch {
    return '';
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** The names in a folder, sorted; none where it cannot be read. */
export function namesIn(...path: string[]): string[] {
  try {
    return readdirSync(join(...path))
      .sort()
      .slice(0, FOLDER_LIMIT);
  } catch {
    return [];
  }
}

/** Where a link points to, as it is written; "" where there is none. */
export function linkOf(...path: string[]): string {
  try {
    return readlinkSync(join(...path));
  } catch {
    return '';
  }
}

/** Whether two paths lead to the same file. One that leads nowhere is the same as itself. */
export function isSameFile(one: string, other: string): boolean {
  const real = realPathOf(one);
  return one === other || (real !== undefined && real === realPathOf(other));
}

/** The path without links; undefined where it leads nowhere. */
export function realPathOf(...path: string[]): string | undefined {
  try {
    return realpathSync.native(join(...path));
  } catch {
    return undefined;
  }
}
