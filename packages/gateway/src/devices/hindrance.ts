/** Obstacles to opening a device (absent, no rights, another program), each with its remedy. */
import { userInfo } from 'node:os';
import type { LinkError } from '../errors.ts';
import { accessTo, groupOf, holdersOf, isManager, managerRuns, nameOfHolder } from './holders.ts';
import { type Finding, finding } from './reasons.ts';

export interface Place {
  /** A device file. */
  readonly device?: string | undefined;
  /** host:port, instead. */
  readonly tcp?: string | undefined;
  /** Under which ModemManager knows the device. */
  readonly managerUid?: string | undefined;
}

/** Why a device need not be opened to know that it will not open, or must not be. */
export async function hindranceAt(
  { device, managerUid = '' }: Place & { readonly device: string },
  root: string,
): Promise<Finding | undefined> {
  const access = accessTo(device);
  if (access === 'absent') return finding('absent', { device });
  if (access === 'denied') return noPermission(device, root);
  const holders = await holdersOf(root, device);
  if (holders.some(isManager)) return finding('held_by_manager', { device, uid: managerUid });
  if (holders.length === 0) return undefined;
  return finding('held', { device, holder: holders.map(nameOfHolder).join('; ') });
}

/** Names the group whose members may open the device, where there is one. */
export function noPermission(device: string, root: string): Finding {
  const group = groupOf(root, device);
  return finding('no_permission', { device, user: userName(), ...(group !== undefined && { group }) });
}

/** The obstacle behind an error of open. */
export function whyNotOpened(
  { device, tcp = '', managerUid = '' }: Place,
  error: LinkError,
  root: string,
): Finding {
  const holder = error.message;
  if (device === undefined) return finding('unreachable', { device: tcp.replace(/:(\d+)$/, ' $1'), holder });
  if (!/lock|busy|in use/i.test(holder)) return finding('cannot_open', { device, holder });
  // flock(2) or TIOCEXCL of a program whose open files only root can see.
  if (/busy/i.test(holder) && managerRuns(root))
    return finding('held_by_manager', { device, uid: managerUid });
  return finding('held', { device, holder });
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // No entry in /etc/passwd, as in many containers.
    return String(process.getuid?.() ?? '');
  }
}
