/** Test support of the AT side: a modem that answers from a table, over a link in memory. */

import { type FakeClock, fakeClock } from '@simgate/daemon/testing';
import { Inbox, type Link } from '../link/link.ts';

/** Lines of an answer; `>` is a prompt, none is silence. A function is asked anew each time. */
export type Script = readonly string[] | (() => readonly string[]);

export interface ScriptedModem {
  readonly link: Link;
  readonly clock: FakeClock;
  /** Commands and payloads in the order they came, without line ends. */
  readonly sent: string[];
  /** Answers, changeable at any time. */
  readonly answers: Map<string, Script>;
  /** Sends unsolicited lines. */
  says(...lines: string[]): void;
  /** Sends octets as they are. */
  raw(text: string): void;
  /** The link breaks. */
  drop(reason: string): void;
  readonly closed: boolean;
}

/** `payload` answers whatever is handed over behind a prompt, `otherwise` a command that is in no table. */
export function scriptedModem(
  answers: Readonly<Record<string, Script>>,
  payload: Script = ['OK'],
  otherwise: Script = ['ERROR'],
): ScriptedModem {
  const clock = fakeClock();
  const inbox = new Inbox();
  const table = new Map(Object.entries(answers));
  const sent: string[] = [];
  let pending = '';
  let prompted = false;
  let closed = false;

  const raw = (text: string) => inbox.bytes(Buffer.from(text, 'latin1'));
  const say = (lines: readonly string[]) => {
    for (const line of lines) {
      prompted = line === '>';
      raw(prompted ? '\r\n> ' : `\r\n${line}\r\n`);
    }
  };
  const answer = (script: Script) => {
    const lines = typeof script === 'function' ? script() : script;
    // As over a wire: never before the writer has gone on.
    queueMicrotask(() => !closed && say(lines));
  };
  const take = (text: string, end: string) => {
    if (text === '' && end === '\r') return;
    sent.push(end === '\x1b' ? 'ESC' : text);
    if (end === '\x1b') prompted = false;
    else if (end === '\x1a') answer(payload);
    else answer(table.get(text) ?? otherwise);
  };
  const drop = (reason: string) => {
    closed = true;
    inbox.closed(reason);
  };
  const write = (octets: Uint8Array) => {
    for (const character of Buffer.from(octets).toString('latin1')) {
      if (!'\r\x1a\x1b'.includes(character)) {
        pending += character;
        continue;
      }
      const text = pending;
      pending = '';
      take(text, character);
    }
  };

  const link: Link = {
    name: 'scripted',
    attach: receiver => inbox.attach(receiver),
    write,
    close: async () => drop('closed by us'),
  };
  return {
    link,
    clock,
    sent,
    answers: table,
    says: (...lines) => say(lines),
    raw,
    drop,
    get closed() {
      return closed;
    },
  };
}

/** Lets everything that waits for nothing but promises happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise(resolve => setImmediate(resolve));
}

/** Lets time pass in steps, so that what a timer starts can start timers of its own. */
export async function pass(clock: FakeClock, milliseconds: number, step = 100): Promise<void> {
  await settle();
  for (let passed = 0; passed < milliseconds; passed += step) {
    clock.advance(Math.min(step, milliseconds - passed));
    await new Promise(resolve => setImmediate(resolve));
  }
  await settle();
}

/** Lets time pass until `work` is done, two minutes at most. */
export async function inTime<T>(clock: FakeClock, work: Promise<T>): Promise<T> {
  let done = false;
  const watched = work.finally(() => {
    done = true;
  });
  for (let step = 0; step < 1200 && !done; step += 1) await pass(clock, 100);
  if (!done) throw new RangeError('not done within two minutes');
  return watched;
}

/** A modem that grants everything, registered at home, with an empty SIM. */
export const willingModem: Readonly<Record<string, Script>> = {
  'AT+CMEE?': ['+CMEE: 1', 'OK'],
  ATQ0V1E0: ['OK'],
  'AT+CMEE=1': ['OK'],
  'AT+CGMI': ['Maker', 'OK'],
  'AT+CGMM': ['Model', 'OK'],
  'AT+CGMR': ['1.0', 'OK'],
  'AT+CGSN': ['490154203237518', 'OK'],
  'AT+CPIN?': ['+CPIN: READY', 'OK'],
  'AT+CIMI': ['001010123456789', 'OK'],
  'AT+CCID': ['+CCID: 89882011234567890123', 'OK'],
  'AT+CSCS="GSM"': ['OK'],
  'AT+CNUM': ['+CNUM: ,"88201000001",145', 'OK'],
  'AT+CSCA?': ['+CSCA: "+88200000000",145', 'OK'],
  'AT+CREG=2': ['OK'],
  'AT+CGREG=2': ['OK'],
  'AT+CEREG=2': ['OK'],
  'AT+CESQ': ['+CESQ: 38,99,255,255,255,255', 'OK'],
  'AT+CMGF=0': ['OK'],
  'AT+CMGF?': ['+CMGF: 0', 'OK'],
  'AT+CSMS=1': ['+CSMS: 1,1,1', 'OK'],
  'AT+CSMS?': ['+CSMS: 1,1,1,1', 'OK'],
  'AT+CPMS=?': ['+CPMS: ("SM","ME"),("SM","ME"),("SM","ME")', 'OK'],
  'AT+CPMS="SM","SM","SM"': ['+CPMS: 0,30,0,30,0,30', 'OK'],
  'AT+CPMS="SM"': ['+CPMS: 0,30,0,30,0,30', 'OK'],
  'AT+CPMS="ME"': ['+CPMS: 0,50,0,30,0,30', 'OK'],
  'AT+CNMI=?': ['+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)', 'OK'],
  'AT+CNMI=2,1,0,1,0': ['OK'],
  'AT+CNMI?': ['+CNMI: 2,1,0,1,0', 'OK'],
  'AT+CMMS=?': ['+CMMS: (0-2)', 'OK'],
  'AT+CMMS=1': ['OK'],
  'AT+CREG?': ['+CREG: 2,1,"00C3","0000A1B2",0', 'OK'],
  'AT+CGREG?': ['+CGREG: 2,1,"00C3","0000A1B2",0', 'OK'],
  'AT+CEREG?': ['+CEREG: 2,0', 'OK'],
  'AT+CSQ': ['+CSQ: 20,99', 'OK'],
  'AT+CGATT?': ['+CGATT: 1', 'OK'],
  'AT+CNMA': ['OK'],
};
