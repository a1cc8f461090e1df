/** Messages that the modem stored: read, handed up, and deleted only when they are committed. */

import type { Clock } from '@simgate/daemon';
import type { Channel } from '../../at/channel.ts';
import { isOwn, type StorageUse, type StoredPdu } from '../../at/storage.ts';
import type { SmsSetup } from '../capabilities.ts';
import type { Received } from '../modem.ts';
import type { CommittedPlaces } from './committed-places.ts';
import { receivedFrom } from './received.ts';
import { StorageCommands } from './storage-commands.ts';
import { TakenPlaces } from './taken-places.ts';

/** When a message that could not be read behind its notice is read again. Milliseconds, each from the try before. */
const againAfter = [1000, 3000, 10_000];
/** Slots walked where their number is not known, and at most. */
const SLOTS_UNKNOWN = 50;
const SLOTS_MOST = 1000;
/** Messages that wait to be read again; beyond, the next sweep finds them. */
const AGAIN_MOST = 32;
/** How long the notice of a message may come behind the message itself, in milliseconds. */
const NOTICE_DELAY = 2000;
/** Announced messages that wait to be read; beyond, the whole storage is listed. */
const ANNOUNCED_MOST = 64;

/** The contents of a storage, as a sweep found them. */
export interface StorageContents extends StorageUse {
  /** Messages of the modem's own, sent or unsent (27.005 3.1), that stay in it. */
  readonly own: number;
  /** Counted by the modem, but found neither in its list nor slot by slot. */
  readonly unlisted: number;
}

export interface StorageOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly committed: CommittedPlaces;
  /** As it is by now. */
  readonly setup: () => Pick<SmsSetup, 'memory' | 'memories'>;
  /** Delete sent messages of the modem's own out of a storage that is full. */
  readonly deletesSent: boolean;
  /** Gives what is true as long as the SIM is certain; absent: it always is. */
  readonly untilNextSign?: () => () => boolean;
  /** Rejects when it cannot be kept: the message then stays where it is. */
  readonly received: (received: Received) => Promise<void>;
  readonly contents: (contents: StorageContents) => void;
  /** A message was announced and could not be read at once. Absent: nobody looks why. */
  readonly unread?: () => void;
  /** A message was announced there and could not be read at any try. */
  readonly unreadable: (memory: string, index: number) => void;
  /** A message that was taken over cannot be deleted there. Absent: nobody asks. */
  readonly undeletable?: (memory: string) => void;
}

/** An announced message on its way. */
interface StoredNotice {
  readonly key: string;
  readonly memory: string;
  readonly index: number;
  /** In monotonic milliseconds. */
  readonly at: number;
  /** Delays of the tries to come. */
  readonly tries: Iterator<number>;
}

/** One thing at a time. */
export class MessageStorage {
  readonly #options: StorageOptions;
  readonly #commands: StorageCommands;
  #queue: Promise<unknown> = Promise.resolve();
  /** By index, the PDU that was not as long as its header gives. */
  readonly #doubted = new Map<number, string>();
  /** Memory and index of what was announced and is not read yet. */
  readonly #announced = new Set<string>();
  /** By memory, how many messages the modem counted that were not found. */
  readonly #unlisted = new Map<string, number>();
  readonly #taken: TakenPlaces;
  readonly #timers = new Set<() => void>();
  #isClosed = false;

  constructor(options: StorageOptions) {
    this.#options = options;
    this.#taken = new TakenPlaces(options.clock);
    this.#commands = new StorageCommands(options.channel, () => options.setup().memory);
  }

  /**
   * Reads what +CMTI or +CDSI announced; where nothing is found there, the whole storage, and again after a while. Rejects when it
   * cannot be committed.
   */
  async read(memory: string, index: number): Promise<void> {
    const key = `${memory},${index}`;
    if (this.#announced.has(key)) return;
    if (this.#announced.size >= ANNOUNCED_MOST) return this.list(memory);
    this.#announced.add(key);
    const tries = againAfter.values();
    const notice = { key, memory, index, at: this.#options.clock.monotonic(), tries };
    await this.#inTurn(() => this.#readOrList(notice));
  }

  /** Lists one storage; lists that wait are one. */
  async list(memory: string): Promise<void> {
    const key = `${memory},`;
    if (this.#announced.has(key)) return;
    this.#announced.add(key);
    await this.#inTurn(async () => {
      this.#announced.delete(key);
      await this.#list(memory);
    });
  }

  /** Lists every storage that holds something. */
  sweep(): Promise<void> {
    return this.#inTurn(() => this.#sweep());
  }

  /** Nothing is read, handed up or deleted any more, not even by what is under way. */
  close(): void {
    this.#isClosed = true;
    this.#commands.close();
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => {});
    return turn;
  }

  async #readOrList(notice: StoredNotice): Promise<void> {
    const { key, memory, index, tries } = notice;
    this.#announced.delete(key);
    const stored = (await this.#commands.select(memory))
      ? await this.#commands.read(index, { expectsLine: true })
      : undefined;
    const isTaken = stored === undefined ? (await this.#list(memory)) > 0 : await this.#keep(stored, index);
    if (this.#isClosed || isTaken || this.#wasTaken(notice)) return;
    this.#options.unread?.();
    const delay = tries.next().value;
    if (delay === undefined) await this.#seekElsewhere(notice);
    else if (this.#timers.size < AGAIN_MOST)
      this.#later(delay, () => this.#inTurn(() => this.#readOrList(notice)));
  }

  /** Reports lie in another storage than some modems announce them in. */
  async #seekElsewhere({ memory, index }: StoredNotice): Promise<void> {
    if ((await this.#listOthers(memory)) === 0) this.#options.unreadable(memory, index);
  }

  /** A sweep was faster than the notice. */
  #wasTaken({ memory, index, at }: StoredNotice): boolean {
    return this.#taken.isSince(this.#placeOf(memory, index), at - NOTICE_DELAY);
  }

  #placeOf(memory: string, index: number): string {
    return `${memory || this.#commands.standing},${index}`;
  }

  #later(delay: number, work: () => Promise<void>): void {
    const cancel = this.#options.clock.after(delay, () => {
      this.#timers.delete(cancel);
      // A message that cannot be committed stays in the storage and comes again with the next sweep.
      work().catch(() => {});
    });
    this.#timers.add(cancel);
  }

  /** A PDU that is damaged alike twice is what the modem has; one that changes was spoilt by the line, and stays for the next time. */
  async #readAgain(stored: StoredPdu, index: number): Promise<StoredPdu | undefined> {
    const again = await this.#commands.read(index, { expectsLine: true });
    if (again !== undefined && !again.damaged) return again;
    if (again?.pdu === stored.pdu || this.#doubted.get(index) === stored.pdu) return stored;
    this.#doubted.set(index, stored.pdu);
    return undefined;
  }

  /** Hands a message up and deletes it; false where it must be read another time. */
  async #keep(stored: StoredPdu, index: number): Promise<boolean> {
    // The modem's own are left to whoever put them there.
    if (isOwn(stored)) return true;
    const whole = stored.damaged ? await this.#readAgain(stored, index) : stored;
    if (whole === undefined || this.#isClosed) return false;
    if (isOwn(whole)) return true;
    const { received, committed, untilNextSign, undeletable } = this.#options;
    // Behind a submit, the deletion may wait for minutes, and another card have another message there by then.
    const isSameSim = untilNextSign?.();
    const place = this.#placeOf('', index);
    if (!committed.has(place, whole.pdu)) await received(receivedFrom(whole.pdu, whole.length));
    committed.note(place, whole.pdu);
    this.#taken.note(place);
    this.#doubted.delete(index);
    if (await this.#commands.delete(index, isSameSim)) committed.forget(place);
    else if (!this.#isClosed && (isSameSim?.() ?? true)) undeletable?.(this.#commands.standing);
    return true;
  }

  /**
   * Takes over what a storage lists, or where it refuses to list, what its slots hold; of every storage where this one cannot be
   * selected: it may be a name for several (27.005 3.1: MT). How many messages that were.
   */
  async #list(memory: string): Promise<number> {
    if (await this.#commands.select(memory)) return this.#listSelected();
    return this.#listOthers(memory);
  }

  async #listOthers(memory: string): Promise<number> {
    let count = 0;
    for (const name of this.#options.setup().memories)
      if (name !== memory && (await this.#commands.select(name))) count += await this.#listSelected();
    return count;
  }

  async #listSelected(): Promise<number> {
    const found = await this.#commands.list();
    if (found === undefined) return taken(await this.#walk(undefined, new Set()));
    await this.#keepAll(found);
    return taken(found);
  }

  /** A place that the list names twice is read by itself: the list does not show what stands there, which would be deleted unread. */
  async #keepAll(found: readonly StoredPdu[]): Promise<void> {
    for (const [index, [listed, ...more]] of Map.groupBy(found, ({ index = 0 }) => index)) {
      const stored = more.length === 0 ? listed : await this.#commands.readSurely(index);
      if (stored !== undefined) await this.#keep(stored, index);
    }
  }

  /** Reads slot by slot, but those that are known, until as many messages are found as there are. */
  async #walk(use: Partial<StorageUse> | undefined, known: ReadonlySet<number>): Promise<StoredPdu[]> {
    const found: StoredPdu[] = [];
    const { used = SLOTS_MOST, total = SLOTS_UNKNOWN } = use ?? {};
    // Indexes begin at 0 or 1 (27.005 3.1).
    for (let index = 0; index <= Math.min(total, SLOTS_MOST); index += 1) {
      if (known.size + found.length >= used) break;
      const stored = known.has(index) ? undefined : await this.#commands.readSurely(index);
      if (stored === undefined) continue;
      found.push({ ...stored, index });
      await this.#keep(stored, index);
    }
    return found;
  }

  async #sweep(): Promise<void> {
    const { memories, memory } = this.#options.setup();
    for (const name of memories.length > 0 ? memories : ['']) await this.#sweepOne(name);
    await this.#commands.select(memory);
  }

  /** A storage that cannot be selected is listed all the same where it is the only one. */
  async #sweepOne(memory: string): Promise<void> {
    const isSameSim = this.#options.untilNextSign?.();
    const use = await this.#commands.use(memory);
    if (use === undefined && memory !== '' && this.#options.setup().memories.length > 1) return;
    if (use?.used === 0) {
      this.#report(memory, use, [], 0);
      return;
    }
    const listed = (await this.#commands.list()) ?? [];
    await this.#keepAll(listed);
    const missing = (use?.used ?? 0) - listed.length;
    const isLookedFor = listed.length === 0 ? use === undefined || missing > 0 : missing > 0;
    const isNews = missing !== this.#unlisted.get(memory);
    const walked = isLookedFor && isNews ? await this.#walk(use, indexesOf(listed)) : [];
    const unlisted = isNews ? Math.max(0, missing - walked.length) : missing;
    this.#unlisted.set(memory, unlisted);
    await this.#deleteSent(use, [...listed, ...walked], isSameSim);
    this.#report(memory, use, [...listed, ...walked], Math.max(0, unlisted));
  }

  async #deleteSent(
    use: Partial<StorageUse> | undefined,
    found: readonly StoredPdu[],
    isSameSim: (() => boolean) | undefined,
  ): Promise<void> {
    const isFull = use?.used !== undefined && use.total !== undefined && use.used >= use.total;
    if (!this.#options.deletesSent || !isFull) return;
    // 27.005 3.1: 3 is "stored sent"; what is stored unsent (2) somebody may still want to send.
    for (const { status, index } of found)
      if (status === 3 && index !== undefined) await this.#commands.delete(index, isSameSim);
  }

  #report(
    memory: string,
    use: Partial<StorageUse> | undefined,
    found: readonly StoredPdu[],
    unlisted: number,
  ): void {
    const own = found.filter(isOwn).length;
    const { used = found.length, total = 0 } = use ?? {};
    this.#options.contents({ memory, used, total, own, unlisted });
  }
}

function taken(found: readonly StoredPdu[]): number {
  return found.filter(stored => !isOwn(stored)).length;
}

function indexesOf(found: readonly StoredPdu[]): ReadonlySet<number> {
  return new Set(found.flatMap(({ index }) => (index === undefined ? [] : [index])));
}
