/**
 * A gateway whose record of what it was handed is the judge: a message stands in it exactly when it went out. Its answers follow a
 * script: it may refuse, lose the answer after it took the call, or lose the call.
 */
import { appendFileSync, fstatSync, openSync, readSync } from 'node:fs';
import type {
  DriverAbilities,
  GatewayDriver,
  HandOffCall,
  HandOffOutcome,
  SettleAnswer,
} from '../domain/driver.ts';

/**
 * - `take`: takes the call and answers so
 * - `loseAnswer`: takes the call; the answer does not arrive
 * - `loseCall`: never sees the call; no answer arrives
 * - `refuse`: surely does not take it
 */
export type Step = 'take' | 'loseAnswer' | 'loseCall' | 'refuse';

/** One line of the record. */
export interface Taken {
  readonly key: string;
  readonly userId: number;
  readonly recipient: string;
  readonly text: string;
}

/** Where a gateway writes what went out; outlives the process that calls it. */
export interface GatewayRecord {
  append(taken: readonly Taken[]): void;
  read(): readonly Taken[];
}

/** A record in memory. */
export function memoryRecord(): GatewayRecord {
  const all: Taken[] = [];
  return { append: taken => void all.push(...taken), read: () => all };
}

/** A record in a file: what was appended stays when the process is killed at the next instruction. Several processes share it. */
export function fileRecord(file: string): GatewayRecord {
  const known: Taken[] = [];
  const handle = openSync(file, 'a+');
  let octets = 0;
  // Reads lines that others have appended meanwhile; a line that is not whole yet is read the next time.
  const read = (): readonly Taken[] => {
    const fresh = Buffer.alloc(fstatSync(handle).size - octets);
    readSync(handle, fresh, 0, fresh.length, octets);
    const whole = fresh.lastIndexOf('\n') + 1;
    octets += whole;
    for (const line of fresh.toString('utf8', 0, whole).split('\n'))
      if (line !== '') known.push(JSON.parse(line) as Taken);
    return known;
  };
  return {
    append: taken => appendFileSync(file, taken.map(one => `${JSON.stringify(one)}\n`).join('')),
    read,
  };
}

export interface ScriptedOptions {
  readonly record: GatewayRecord;
  /** The fate of the next call. */
  readonly next: (call: HandOffCall) => Step;
  /** Ours knows keys, and its record is exact; original hardware does neither. */
  readonly kind: 'simgate' | 'vendor';
  readonly abilities?: Partial<DriverAbilities>;
  /** Original hardware that lost its results, as after a reboot. */
  readonly forgetful?: boolean;
}

const abilitiesOf: Readonly<Record<'simgate' | 'vendor', DriverAbilities>> = {
  simgate: { repeatMs: 43_200_000, mostInCall: 16, calls: 4, mostInQuestion: 1000, callMs: 0 },
  vendor: { repeatMs: 0, mostInCall: 16, calls: 1, mostInQuestion: 32, callMs: 0 },
};

function take({ record, kind }: ScriptedOptions, call: HandOffCall): void {
  // Ours does a key once.
  if (kind === 'simgate' && record.read().some(({ key }) => key === call.key)) return;
  record.append(
    call.messages.map(({ userId, recipient, text }) => ({ key: call.key, userId, recipient, text })),
  );
}

/** Makes the driver of a scripted gateway. */
export function scriptedGateway(options: ScriptedOptions): GatewayDriver {
  const { record, next, kind, forgetful } = options;
  const send = async (call: HandOffCall): Promise<HandOffOutcome> => {
    const step = next(call);
    if (step === 'take' || step === 'loseAnswer') take(options, call);
    // An answer comes in a later turn, as from a network.
    await new Promise(resolve => setImmediate(resolve));
    if (step === 'take') return { kind: 'taken' };
    if (step === 'refuse') return { kind: 'notTaken', fault: 'port', detail: 'refused' };
    return { kind: 'inDoubt', detail: 'no answer' };
  };
  const settle = async (userIds: readonly number[]): Promise<SettleAnswer> => {
    const asked = new Set(userIds);
    const known = forgetful === true ? [] : record.read().filter(({ userId }) => asked.has(userId));
    return {
      kind: 'answered',
      missing: kind === 'simgate' ? 'notTaken' : 'nothing',
      results: known.map(({ userId, recipient }) => ({
        ...{ userId, number: recipient, port: 0, status: 'sent', refId: 1, count: 1, sentCount: 1 },
        ...{ imsi: '', at: Date.now(), detail: '' },
      })),
    };
  };
  return {
    kind,
    abilities: { ...abilitiesOf[kind], ...options.abilities },
    send,
    settle,
    close: async () => {},
  };
}
