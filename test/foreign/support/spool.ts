/** The folders through which message daemons are spoken to. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChildProgram } from './child-program.ts';

export interface Spool {
  readonly incoming: string;
  readonly outgoing: string;
  readonly sent: string;
  readonly failed: string;
  readonly reports: string;
}

export interface Daemon extends Spool {
  readonly program: ChildProgram;
}

/** Makes the folders of a daemon under `folder`. */
export async function makeSpool(folder: string): Promise<Spool> {
  const at = (name: string): string => join(folder, name);
  const spool = {
    incoming: at('incoming'),
    outgoing: at('outgoing'),
    sent: at('sent'),
    failed: at('failed'),
    reports: at('reports'),
  };
  for (const path of Object.values(spool)) await mkdir(path, { recursive: true });
  return spool;
}

/** Puts a file into a folder that is watched, whole: it is moved there. */
export async function putFile(folder: string, name: string, content: string | Buffer): Promise<void> {
  const beside = `${folder}-${name}`;
  await writeFile(beside, content);
  await rename(beside, join(folder, name));
}
