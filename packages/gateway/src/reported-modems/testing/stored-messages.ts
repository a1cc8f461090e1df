/** The message storages of a modem that behaves as somebody reported. */

export type Domain = 'CREG' | 'CGREG' | 'CEREG';

interface Stored {
  readonly pdu: string;
  /** <stat> of 27.005 3.1. */
  readonly status: number;
}

export interface MessageStore {
  /** mem1. */
  readonly selected: string;
  /** The lists of +CPMS=?. */
  readonly offer: string;
  /** Messages and places, `2,20`; undefined: there is no such memory. */
  select(memory: string): string | undefined;
  /** At the lowest place that is free, counted from 0; returns that. */
  add(memory: string, pdu: string, status?: number): number;
  list(): readonly string[];
  read(index: number): readonly string[] | undefined;
  remove(index: number): void;
  count(memory: string): number;
}

export class StoredMessages implements MessageStore {
  readonly #places: Readonly<Record<string, number>>;
  readonly #messages = new Map<string, Map<number, Stored>>();
  selected: string;

  /** @param places of each memory, by its name */
  constructor(places: Readonly<Record<string, number>>) {
    this.#places = places;
    for (const name of Object.keys(places)) this.#messages.set(name, new Map());
    this.selected = Object.keys(places)[0] ?? 'SM';
  }

  get offer(): string {
    const names = `(${Object.keys(this.#places)
      .map(name => `"${name}"`)
      .join()})`;
    return [names, names, names].join();
  }

  select(memory: string): string | undefined {
    const messages = this.#messages.get(memory);
    if (messages === undefined) return undefined;
    this.selected = memory;
    return `${messages.size},${this.#places[memory]}`;
  }

  add(memory: string, pdu: string, status = 0): number {
    const messages = this.#of(memory);
    let index = 0;
    while (messages.has(index)) index += 1;
    messages.set(index, { pdu, status });
    return index;
  }

  list(): readonly string[] {
    return [...this.#of(this.selected)]
      .toSorted(([a], [b]) => a - b)
      .flatMap(([index, { pdu, status }]) => [`+CMGL: ${index},${status},,${lengthOf(pdu)}`, pdu]);
  }

  read(index: number): readonly string[] | undefined {
    const stored = this.#of(this.selected).get(index);
    return stored && [`+CMGR: ${stored.status},,${lengthOf(stored.pdu)}`, stored.pdu];
  }

  remove(index: number): void {
    this.#of(this.selected).delete(index);
  }

  count(memory: string): number {
    return this.#of(memory).size;
  }

  #of(memory: string): Map<number, Stored> {
    const messages = this.#messages.get(memory);
    if (messages === undefined) throw new RangeError(`there is no memory ${memory}`);
    return messages;
  }
}

/** Octets of the TPDU, without the service centre's address in front (27.005 3.1). */
export function lengthOf(pdu: string): number {
  return pdu.length / 2 - 1 - Number.parseInt(pdu.slice(0, 2), 16);
}
