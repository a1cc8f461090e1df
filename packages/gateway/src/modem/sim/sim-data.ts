import { type Clock, pause } from '@simgate/daemon';
import type { Channel } from '../../at/channel.ts';
import { iccidOfAccess, parseIccid, parseImsi, parseOwnNumbers, parseServiceCentre } from '../../at/sim.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { type Answer, ask, askBare, SIM_DEADLINE } from '../ask.ts';

/** How often and how far apart a SIM that is still starting is asked for its IMSI: for about 30 s. */
const IMSI_TRIES = 30;
const IMSI_PAUSE = 1000;
/** Answers without an IMSI in them until it is believed that there is none. */
const SPOILT_TRIES = 3;

/** The ICCID, "" where no way leads to it. Needs no PIN. */
export async function readIccid(channel: Channel, dialect: Dialect): Promise<string> {
  for (const { command, name } of dialect.iccid) {
    const answer = await ask(channel, command, [name], { bare: true, deadline: SIM_DEADLINE });
    const iccid = answer.ok ? parseIccid(answer.lines) : undefined;
    if (iccid !== undefined) return iccid;
  }
  // 31.102 4.2.2: EF-ICCID is 2FE2, 12258 in decimal, ten octets (27.007 8.18).
  const answer = await ask(channel, 'AT+CRSM=176,12258,0,0,10', ['+CRSM'], { deadline: SIM_DEADLINE });
  return (answer.ok ? iccidOfAccess(answer.line) : undefined) ?? '';
}

/**
 * The IMSI, read twice alike: a bad line can make another SIM's of it. A SIM that is still starting refuses it for a while
 * (27.007 9.2: 11, 13, 14). Undefined: it cannot be read.
 */
export async function readImsi(
  channel: Channel,
  clock: Clock,
  tries = IMSI_TRIES,
): Promise<string | undefined> {
  let before: string | undefined;
  let spoilt = 0;
  for (let attempt = 0; attempt < tries && spoilt < SPOILT_TRIES; attempt += 1) {
    const answer = await askBare(channel, 'AT+CIMI', { deadline: SIM_DEADLINE });
    const imsi = answer.ok ? parseImsi(answer.lines) : undefined;
    if (imsi !== undefined && imsi === before) return imsi;
    before = imsi;
    if (answer.ok && imsi === undefined) spoilt += 1;
    if (!answer.ok && !isStarting(answer)) return undefined;
    if (!answer.ok) await pause(clock, IMSI_PAUSE);
  }
  return undefined;
}

function isStarting({ error }: Extract<Answer, { ok: false }>): boolean {
  return error?.code !== undefined && [11, 13, 14].includes(error.code);
}

interface SimNumbers {
  /** "" where the SIM does not know it. */
  readonly number: string;
  /** The question was answered with an error. */
  readonly numberRefused: boolean;
  /** "" where none is set, undefined where it cannot be read. */
  readonly smsc: string | undefined;
}

/** Own number and service centre. */
export async function readNumbers(channel: Channel): Promise<SimNumbers> {
  const own = await ask(channel, 'AT+CNUM', ['+CNUM'], { deadline: SIM_DEADLINE });
  const centre = await ask(channel, 'AT+CSCA?', ['+CSCA'], { deadline: SIM_DEADLINE });
  const number = (own.ok ? parseOwnNumbers(own.lines)[0] : undefined) ?? (await numberOfPhoneBook(channel));
  return {
    ...{ number, numberRefused: !own.ok && number === '' },
    smsc: centreIn(centre),
  };
}

function centreIn(answer: Answer): string | undefined {
  if (answer.ok) return parseServiceCentre(answer.line);
  // 27.005 3.2.5: 330 means that none is set.
  return answer.error?.code === 330 ? '' : undefined;
}

/** 27.007 8.11, 8.12: the phone book "ON" holds own numbers where +CNUM is missing. */
async function numberOfPhoneBook(channel: Channel): Promise<string> {
  const selected = await ask(channel, 'AT+CPBS="ON"', [], { deadline: SIM_DEADLINE });
  if (!selected.ok) return '';
  const entry = await ask(channel, 'AT+CPBR=1', ['+CPBR'], { deadline: SIM_DEADLINE });
  // +CPBR: <index>,<number>,<type>,<text>: from the number on like +CNUM behind its alpha.
  return entry.ok ? (parseOwnNumbers(entry.lines.map(line => line.replace('+CPBR', '+CNUM')))[0] ?? '') : '';
}

/** Writes the own number into the phone book of own numbers (27.007 8.11, 8.14). True when the SIM keeps it; many operators' cards do not let it be written. */
export async function storeOwnNumber(channel: Channel, number: string): Promise<boolean> {
  const selected = await ask(channel, 'AT+CPBS="ON"', [], { deadline: SIM_DEADLINE });
  if (!selected.ok) return false;
  // 24.008 10.5.4.7: 145 is international, 129 unknown.
  const type = number.startsWith('+') ? 145 : 129;
  const written = await ask(channel, `AT+CPBW=1,"${number}",${type},""`, [], { deadline: SIM_DEADLINE });
  return written.ok;
}
