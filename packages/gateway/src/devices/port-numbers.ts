/** The numbers of devices that are found, kept in the data folder. */

import type { Settings } from '@simgate/daemon/store';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { FoundDevice } from './found-device.ts';
import { type Assigned, assignPorts, forgetOld, sharedSerials } from './identity.ts';

/** Under which they are stored. */
const KEY = 'devicePorts';
/** `seenAt` is written again after so long, in milliseconds. */
const SEEN_STEP = 24 * 3600_000;

const keptSchema = Type.Object({
  known: Type.Array(
    Type.Object({
      port: Type.Integer({ minimum: 0, maximum: 31 }),
      vendor: Type.String(),
      serial: Type.String(),
      place: Type.String(),
      seenAt: Type.Number(),
    }),
  ),
  /** Serial numbers that several devices share. */
  shared: Type.Array(Type.String()),
});

type Kept = Static<typeof keptSchema>;

export interface Numbered {
  readonly assigned: readonly Assigned[];
  /** Every number that is given, also to devices that are not there now. */
  readonly ports: readonly number[];
  /** Devices for which no number is left. */
  readonly left: readonly FoundDevice[];
}

export class PortNumbers {
  readonly #settings: Settings;
  /** Steady time, in milliseconds. */
  readonly #now: () => number;
  #kept: Kept;

  constructor(settings: Settings, now: () => number) {
    this.#settings = settings;
    this.#now = now;
    const kept = settings.get(KEY);
    this.#kept = Value.Check(keptSchema, kept) ? kept : { known: [], shared: [] };
  }

  get shared(): readonly string[] {
    return this.#kept.shared;
  }

  /** Forgets devices that were away for so long; 0 milliseconds: none. Stored with the next change. */
  forget(milliseconds: number): void {
    this.#kept = { ...this.#kept, known: [...forgetOld(this.#kept.known, this.#now(), milliseconds)] };
  }

  /**
   * Numbers the devices that are there. Resolves once that is stored; rejects with StoreError.
   * @param served those that become ports, of `devices`
   * @param taken numbers that the settings give to something else
   */
  async assign(
    devices: readonly FoundDevice[],
    served: readonly FoundDevice[],
    taken: ReadonlySet<number>,
  ): Promise<Numbered> {
    const shared = sharedSerials(devices, this.#kept.shared);
    const { known } = this.#kept;
    const result = assignPorts({ devices: served, known, shared, taken, now: this.#now() });
    const next = { known: result.known.map(row => ({ ...row })), shared };
    if (isNews(this.#kept, next)) {
      await this.#settings.set(KEY, next);
      this.#kept = next;
    }
    const { assigned, left } = result;
    return { assigned, left, ports: next.known.map(({ port }) => port) };
  }
}

/** Another day alone is none. */
function isNews(before: Kept, after: Kept): boolean {
  const shape = (kept: Kept) => JSON.stringify(kept, (key, value) => (key === 'seenAt' ? undefined : value));
  if (shape(before) !== shape(after)) return true;
  return after.known.some(({ port, seenAt }) =>
    before.known.some(row => row.port === port && seenAt - row.seenAt >= SEEN_STEP),
  );
}
