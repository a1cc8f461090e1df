import type { Channel } from '../../at/channel.ts';
import {
  parseList,
  parseStorageUse,
  parseStored,
  type StorageUse,
  type StoredPdu,
} from '../../at/storage.ts';
import { ask, SIM_DEADLINE } from '../ask.ts';
import type { Received } from '../modem.ts';
import { receivedFrom } from './received.ts';

/** Some take more than 10 s to list a full SIM. Milliseconds. */
const LIST_DEADLINE = 60_000;

export interface StorageOptions {
  readonly channel: Channel;
  /** Where +CPMS stands after the ladder. */
  readonly memory: string;
  readonly memories: readonly string[];
  /** Rejects when it cannot be kept: the message then stays where it is. */
  readonly received: (received: Received) => Promise<void>;
  /** `memory` holds `used` of `total` messages. */
  readonly fill: (use: StorageUse) => void;
}

/** Messages that the modem stored: read, handed up, and deleted only when they are committed. One thing at a time. */
export interface MessageStorage {
  /** Reads what +CMTI or +CDSI announced; where nothing is found there, the whole storage. */
  read(memory: string, index: number): Promise<void>;
  /** Lists one storage. */
  list(memory: string): Promise<void>;
  /** Lists every storage that holds something. */
  sweep(): Promise<void>;
}

export function createStorage(options: StorageOptions): MessageStorage {
  const { channel, memories } = options;
  let selected = options.memory;
  let queue: Promise<unknown> = Promise.resolve();
  /** By index, what was not as long as its header says. */
  const doubted = new Map<number, string>();

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = queue.then(work);
    queue = turn.catch(() => {});
    return turn;
  };

  /** Makes `memory` mem1, which reading and deleting act on (27.005 3.2.2). */
  const select = async (memory: string): Promise<boolean> => {
    if (memory === '' || memory === selected) return true;
    const answer = await ask(channel, `AT+CPMS="${memory}"`, ['+CPMS'], { deadline: SIM_DEADLINE });
    if (answer.ok) selected = memory;
    return answer.ok;
  };

  /** What is damaged alike twice is what the modem has; what changes is the line's doing, and stays for the next time. */
  const readAgain = async (stored: StoredPdu, index: number): Promise<StoredPdu | undefined> => {
    const again = await readOne(index);
    if (again !== undefined && !again.damaged) return again;
    if (again?.pdu === stored.pdu || doubted.get(index) === stored.pdu) return stored;
    doubted.set(index, stored.pdu);
    return undefined;
  };

  const readOne = async (index: number): Promise<StoredPdu | undefined> => {
    const more = { withPdu: true, most: 1, deadline: SIM_DEADLINE };
    const answer = await ask(channel, `AT+CMGR=${index}`, ['+CMGR'], more);
    return answer.ok ? parseStored(answer.lines) : undefined;
  };

  const keep = async (stored: StoredPdu, index: number): Promise<void> => {
    // 27.005 3.1: 2 and 3 are messages of our own, left to whoever put them there.
    if (stored.status === 2 || stored.status === 3) return;
    const whole = stored.damaged ? await readAgain(stored, index) : stored;
    if (whole === undefined) return;
    await options.received(receivedFrom(whole.pdu));
    doubted.delete(index);
    await ask(channel, `AT+CMGD=${index}`, [], { deadline: SIM_DEADLINE });
  };

  const list = async (memory: string): Promise<void> => {
    if (!(await select(memory))) return;
    const answer = await ask(channel, 'AT+CMGL=4', ['+CMGL'], { withPdu: true, deadline: LIST_DEADLINE });
    for (const stored of answer.ok ? parseList(answer.lines) : []) await keep(stored, stored.index ?? 0);
  };

  const read = async (memory: string, index: number): Promise<void> => {
    const stored = (await select(memory)) ? await readOne(index) : undefined;
    if (stored !== undefined) await keep(stored, index);
    else await list(memory);
  };

  const sweep = async (): Promise<void> => {
    for (const memory of memories) {
      const use = await usage(channel, memory);
      if (use !== undefined) {
        selected = memory;
        options.fill(use);
      }
      if (use === undefined || use.used > 0) await list(memory);
    }
    await select(options.memory);
  };

  return {
    read: (memory, index) => inTurn(() => read(memory, index)),
    list: memory => inTurn(() => list(memory)),
    sweep: () => inTurn(sweep),
  };
}

/** Selects `memory` and tells how full it is; undefined where the modem does not say. */
async function usage(channel: Channel, memory: string): Promise<StorageUse | undefined> {
  const answer = await ask(channel, `AT+CPMS="${memory}"`, ['+CPMS'], { deadline: SIM_DEADLINE });
  const use = answer.ok ? parseStorageUse(answer.line)[0] : undefined;
  return use && { ...use, memory };
}
