/** The commands of message storage (27.005 3.2.2, 3.5.4, 4.1, 4.2), each for the memory that is selected. */
import type { Channel } from '../../at/channel.ts';
import {
  parseList,
  parseStorageUse,
  parseStored,
  type StorageUse,
  type StoredPdu,
} from '../../at/storage.ts';
import { type Answer, ask, SIM_DEADLINE } from '../ask.ts';

/** Some take more than 10 s to list a full SIM. Milliseconds. */
const LIST_DEADLINE = 60_000;
/** Noise may spoil one reading more. */
const SURE_TRIES = 5;

export class StorageCommands {
  readonly #channel: Channel;
  /** Where the set-up left the modem. */
  readonly #initial: () => string;
  #selected: string | undefined;
  #isClosed = false;

  constructor(channel: Channel, initial: () => string) {
    this.#channel = channel;
    this.#initial = initial;
  }

  /** Nothing is asked or deleted any more: another SIM may be in the modem, whose messages stand under the same indexes. */
  close(): void {
    this.#isClosed = true;
  }

  /** mem1, "" where it is not known. */
  get standing(): string {
    return this.#selected ?? this.#initial();
  }

  /** Makes `memory` mem1, which reading and deleting act on; "": as it stands. False where the modem refuses it. */
  async select(memory: string): Promise<boolean> {
    if (memory === '' || memory === this.standing) return true;
    return (await this.use(memory)) !== undefined;
  }

  /** Selects `memory` and reads how full it is; undefined where the modem refuses it. */
  async use(memory: string): Promise<Partial<StorageUse> | undefined> {
    const text = memory === '' ? 'AT+CPMS?' : `AT+CPMS="${memory}"`;
    // 27.005 3.2.2: setting is answered by a line too.
    const answer = await this.#ask(text, ['+CPMS'], { expectsLine: true });
    if (!answer.ok) return undefined;
    if (memory !== '') this.#selected = memory;
    return parseStorageUse(answer.line)[0] ?? {};
  }

  /** `expectsLine`: a message is there in all probability. Some answer OK alone for an empty place, which costs a second then. */
  async read(index: number, { expectsLine = false } = {}): Promise<StoredPdu | undefined> {
    const answer = await this.#ask(`AT+CMGR=${index}`, ['+CMGR'], { withPdu: true, most: 1, expectsLine });
    return answer.ok ? parseStored(answer.lines) : undefined;
  }

  /**
   * Reads a place until it reads alike twice running. Behind an answer that the line doubled each command gets the answer of the
   * one before, and +CMGR does not name its place: the message of the place before would be taken, and this one deleted unread.
   */
  async readSurely(index: number): Promise<StoredPdu | undefined> {
    let stored = await this.read(index);
    for (let tries = 1; tries < SURE_TRIES && stored !== undefined; tries += 1) {
      const again = await this.read(index, { expectsLine: true });
      if (again?.pdu === stored.pdu) return again;
      // A question brings commands and answers together again: an OK of another command does not answer it.
      await this.use('');
      stored = await this.read(index, { expectsLine: true });
    }
    return undefined;
  }

  /** False: nothing confirmed it. `mayBegin` is asked when its turn comes; absent: it may. */
  async delete(index: number, mayBegin: () => boolean = () => true): Promise<boolean> {
    const more = { mayBegin: () => !this.#isClosed && mayBegin() };
    return (await this.#ask(`AT+CMGD=${index}`, [], more)).ok;
  }

  /** Undefined: the modem does not list. What came before an error or silence is as good as a whole list. */
  async list(): Promise<StoredPdu[] | undefined> {
    if (this.#isClosed) return undefined;
    const more = { withPdu: true, deadline: LIST_DEADLINE };
    const reply = await this.#channel.run({ text: 'AT+CMGL=4', names: ['+CMGL'], ...more });
    const found = parseList(reply.lines);
    return reply.kind === 'error' && found.length === 0 ? undefined : found;
  }

  async #ask(text: string, names: readonly string[], more = {}): Promise<Answer> {
    if (this.#isClosed) return { ok: false };
    return ask(this.#channel, text, names, { deadline: SIM_DEADLINE, ...more });
  }
}
