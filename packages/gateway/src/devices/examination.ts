/** Examines one device from outside in: may it be opened, who has it, does it answer, what keeps its modem from serving. */
import type { Clock } from '@simgate/daemon';
import type { UsbForm } from '../dialects/usb-form.ts';
import { LinkError } from '../errors.ts';
import { lockFolderOf } from '../link/device-lock.ts';
import { openLinkTo } from '../link/open.ts';
import { baudRates } from '../modem/bring-up/synchronise.ts';
import type { FoundDevice, FoundTty } from './found-device.ts';
import { hindranceAt, whyNotOpened } from './hindrance.ts';
import { type Answers, questionModem } from './question.ts';
import { type Finding, finding } from './reasons.ts';
import { ttyCandidates } from './tty-choice.ts';

export interface ExaminationOptions {
  readonly root: string;
  readonly clock: Clock;
  readonly forms: readonly UsbForm[];
}

/** Where AT may be spoken: a device file, or host:port. */
export interface Line {
  readonly device?: string | undefined;
  readonly tcp?: string | undefined;
  readonly baudRate?: number | undefined;
  readonly port?: number | undefined;
  /** False for a module on the USB itself, where the speed means nothing. */
  readonly hasSpeed: boolean;
  /** Under which ModemManager knows the device. */
  readonly managerUid?: string | undefined;
}

export interface AskedTty {
  readonly path: string;
  readonly finding: Finding;
}

export interface Examination extends Answers {
  /** Every tty that was tried, in that order. */
  readonly asked: readonly AskedTty[];
}

/** Findings after which another tty of the same module may still be the right one. */
const trysNext = new Set([
  'silent',
  'no_at',
  'absent',
  'cannot_open',
  'held',
  'held_by_manager',
  'no_permission',
]);

/** Tries the ttys of a module until one answers. */
export async function examineDevice(
  device: FoundDevice,
  line: Omit<Line, 'hasSpeed' | 'device' | 'tcp'>,
  options: ExaminationOptions,
): Promise<Examination> {
  const refusal = refusalOf(device);
  if (refusal !== undefined) return { verdict: refusal, warnings: [], facts: {}, asked: [] };
  const hasSpeed = device.kind !== 'modem';
  const asked: AskedTty[] = [];
  let worst: Answers | undefined;
  for (const tty of ttyCandidates(device, options.forms)) {
    const answers = await examineTty(tty, { ...line, hasSpeed, managerUid: device.managerUid }, options);
    asked.push({ path: tty.path, finding: answers.verdict });
    if (!trysNext.has(answers.verdict.code)) return { ...answers, asked };
    worst = worseOf(worst, answers);
  }
  return { ...nothing('absent'), ...worst, asked };
}

function examineTty(tty: FoundTty, line: Line, options: ExaminationOptions): Promise<Answers> {
  return examineLine({ ...line, device: tty.path }, options);
}

/** A known obstacle decides before silence, which may be another tty's. */
function worseOf(one: Answers | undefined, other: Answers): Answers {
  return one === undefined || one.verdict.code === 'silent' ? other : one;
}

/** Why a device has no tty to ask on; undefined where it has one. */
export function refusalOf({ noTty, vendor, product }: FoundDevice): Finding | undefined {
  const ids = `-v 0x${vendor} -p 0x${product}`;
  if (noTty === 'network') return finding('network_stick');
  if (noTty === 'storage') return finding('storage_mode', { ids });
  return noTty === 'packet' ? finding('packet_only') : undefined;
}

/** Opens one line and asks. */
export async function examineLine(line: Line, options: ExaminationOptions): Promise<Answers> {
  const { device } = line;
  const hindrance = device === undefined ? undefined : await hindranceAt({ ...line, device }, options.root);
  if (hindrance !== undefined) return { verdict: hindrance, warnings: [], facts: {} };
  const openedAt = line.baudRate ?? baudRates[0];
  try {
    const link = await openLinkTo({ ...line, baudRate: openedAt }, options.clock, lockFolderOf(options.root));
    return await questionModem({ ...line, link, clock: options.clock, openedAt, baudRate: line.baudRate });
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return { verdict: whyNotOpened(line, error, options.root), warnings: [], facts: {} };
  }
}

function nothing(code: 'absent'): Answers {
  return { verdict: finding(code), warnings: [], facts: {} };
}
