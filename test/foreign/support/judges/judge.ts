/** A foreign program that drives a virtual modem: what it is asked to do, and how it is seen that it did. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Simulator, SimulatorPort } from '@simgate/simulator';

/** In the order in which they are tried. */
export const subjects = [
  'identity',
  'registration',
  'sends text',
  'sends a long text',
  'sends UCS-2',
  'takes a report',
  'receives text',
  'receives a long text',
  'calls',
  'is called',
  'asks USSD',
] as const;

export type Subject = (typeof subjects)[number];

export interface JudgedModem {
  readonly simulator: Simulator;
  readonly port: SimulatorPort;
  /** The name of its persona. */
  readonly persona: string;
  /** A folder for the files of the program. */
  readonly folder: string;
  /** Makes a serial device of the modem. */
  device(): Promise<string>;
  /** Has this done, last first, when the modem is no longer needed, however far the program came. */
  atEnd(end: () => unknown): void;
}

/** Each resolves when the program did it and it was right, and rejects with what was wrong. */
export type Checks = Readonly<Partial<Record<Subject, () => Promise<void>>>>;

export interface Judge {
  readonly name: string;
  /** All that has to be installed for it; a name with a slash is a file. */
  readonly needs: readonly string[];
  version(): Promise<string>;
  /** Has the program take the modem into use. */
  open(modem: JudgedModem): Promise<Checks>;
}

/** The phone outside with which messages and calls are exchanged. */
export const PHONE = '+49170000001';

export const texts = {
  plain: 'Grüße @ 5 € {[ok]}',
  long: 'The quick brown fox. '.repeat(15).trim(),
  ucs2: 'Привет',
  incoming: 'Guten Tag {€}',
  incomingLong: 'Съешь ещё этих мягких французских булок, да выпей же чаю. '.repeat(2).trim(),
} as const;

/** The last line of `*100#`. */
export const BALANCE = 'Your balance is 12.50 EUR.';

/** Resolves when the phone outside has a text of this modem in so many segments. */
export async function arrived(
  { simulator, port }: JudgedModem,
  text: string,
  { segments = 1, alphabet = 'gsm7' }: { segments?: number; alphabet?: 'gsm7' | 'ucs2' } = {},
): Promise<void> {
  const phone = simulator.network.phone(PHONE);
  const find = () => phone.inbox().find(message => message.from === port.number && message.text === text);
  await until(
    listener => phone.onMessage(listener),
    () => find() !== undefined,
  );
  const message = find();
  assert.deepEqual([message?.segments, message?.alphabet], [segments, alphabet]);
}

/** Resolves when the modem has taken this many status reports, each acknowledged. */
export async function reportsTaken({ simulator, port }: JudgedModem, count: number): Promise<void> {
  const { network } = simulator;
  await until(
    listener => network.onCarried(listener),
    () => network.carried({ kind: 'status-report', imsi: port.imsi }).length >= count,
  );
}

/** Looks at once, and again behind each event. */
async function until(onEvent: (listener: () => void) => () => void, reached: () => boolean): Promise<void> {
  while (!reached()) {
    await new Promise<void>(resolve => {
      const stop = onEvent(() => {
        stop();
        resolve();
      });
    });
  }
}

/** A text to the modem's SIM; resolves when the modem has taken all of it. */
export async function sendTo({ simulator, port }: JudgedModem, text: string): Promise<void> {
  const { network } = simulator;
  const sent = network.sendFromOutside({ from: PHONE, to: port.number, text });
  assert.ok(sent.ok, JSON.stringify(sent));
  await until(
    listener => network.onCarried(listener),
    () => {
      const taken = network.carried({ kind: 'deliver', imsi: port.imsi }).map(({ messageId }) => messageId);
      return sent.messageIds.every(id => taken.includes(id));
    },
  );
}

/** A call to the modem's SIM; the number of the call. */
export function callTo({ simulator, port }: JudgedModem): number {
  const call = simulator.network.callFromOutside({ from: PHONE, to: port.number });
  assert.ok(call.ok, JSON.stringify(call));
  return call.id;
}

/** The last call in which the modem had a part. */
export function lastCall({ simulator, port }: JudgedModem) {
  return simulator.network.calls().findLast(({ from, to }) => from === port.number || to === port.number);
}

/** Gives the modem one line over a connection of its own, and waits for OK. */
export async function prepare({ port }: JudgedModem, line: string): Promise<void> {
  const socket = connect(port.port, port.host);
  socket.setEncoding('latin1').write(`${line}\r`);
  for (let heard = ''; !heard.includes('OK'); ) heard += String((await once(socket, 'data'))[0]);
  socket.end();
  await once(socket, 'close');
}

/** Gives the modem one line over its device, past a prompt and earlier output, and waits for its end. */
export async function prepareDevice(device: string, line: string): Promise<void> {
  const file = await open(device, 'r+');
  try {
    // ESC ends a prompt; the answer to the last command marks the end of this line.
    await file.write(`\u001b${line};+CMGF?\r`);
    for (let heard = ''; !/\+CMGF: \d\s+OK/.test(heard); ) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4096));
      heard += buffer.toString('latin1', 0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** A regular expression for this very text. */
export function exactly(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}
