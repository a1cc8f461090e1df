/** Names that people give their ports. */
import type { Json, Settings } from '@simgate/daemon/store';

const SETTING = 'portLabels';

function readLabels(kept: Json | undefined): Map<number, string> {
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return new Map();
  return new Map(Object.entries(kept).map(([port, label]) => [Number(port), String(label)]));
}

export class PortLabels {
  readonly #settings: Settings;
  readonly #labels: Map<number, string>;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#labels = readLabels(settings.get(SETTING));
  }

  /** "" where there is none. */
  of(port: number): string {
    return this.#labels.get(port) ?? '';
  }

  /** Resolves once committed. */
  async set(port: number, label: string): Promise<void> {
    const next = new Map(this.#labels);
    if (label === '') next.delete(port);
    else next.set(port, label);
    await this.#settings.set(SETTING, Object.fromEntries(next));
    this.#labels.clear();
    for (const [number, text] of next) this.#labels.set(number, text);
  }
}
