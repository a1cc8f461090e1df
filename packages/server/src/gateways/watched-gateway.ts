/** One gateway that this process works with: what kind it is, is found out first; then its driver keeps its state. */
import type { GatewayKind } from '../domain/gateway.ts';
import { type DriverContext, rest, restAfter } from './context.ts';
import { probe } from './probe.ts';
import { SimgateDriver } from './simgate-driver.ts';
import { VendorDriver } from './vendor/vendor-driver.ts';

export interface WatchedOptions {
  readonly context: DriverContext;
  /** `unknown`: it is asked. */
  readonly kind: GatewayKind;
  /** Writes down what it was found to be; resolves when that is stored. */
  readonly onKind: (kind: GatewayKind) => Promise<void>;
}

function driverOf(kind: GatewayKind, context: DriverContext): SimgateDriver | VendorDriver {
  return kind === 'simgate' ? new SimgateDriver(context) : new VendorDriver(context);
}

export class WatchedGateway {
  readonly #options: WatchedOptions;
  readonly #ended = new AbortController();
  readonly #beginning: Promise<void>;
  #driver: SimgateDriver | VendorDriver | undefined;

  constructor(options: WatchedOptions) {
    this.#options = options;
    this.#beginning = this.#begin().catch(() => {
      // Only closing ends it early.
    });
  }

  /** Undefined until it is known what it is. */
  get driver(): SimgateDriver | VendorDriver | undefined {
    return this.#driver;
  }

  hear(kind: string): void {
    this.#driver?.hear(kind);
  }

  async close(): Promise<void> {
    this.#ended.abort();
    await this.#beginning;
    await this.#driver?.close();
    this.#driver = undefined;
  }

  async #begin(): Promise<void> {
    const { context, kind } = this.#options;
    const found = kind === 'unknown' ? await this.#findOut() : kind;
    if (found !== undefined && !this.#ended.signal.aborted) this.#driver = driverOf(found, context);
  }

  /** Asks with growing rests. Undefined where it refuses, and a person has to change something. */
  async #findOut(): Promise<GatewayKind | undefined> {
    const { context, onKind } = this.#options;
    const { signal } = this.#ended;
    for (let failures = 1; !signal.aborted; failures++) {
      const finding = await probe(context, signal);
      if (signal.aborted) return undefined;
      if (finding.found !== undefined) {
        await this.#tell(() => onKind(finding.found));
        return finding.found;
      }
      const { state, reason, rest: atLeast } = finding.trouble;
      await this.#tell(() => context.listener.state(state, reason));
      if (state === 'refused') return undefined;
      await rest(context.clock, Math.max(atLeast, restAfter(failures, context.random)), signal);
    }
    return undefined;
  }

  /** The store may be away: the finding stands, and is written down with a later one. */
  async #tell(work: () => Promise<void>): Promise<void> {
    await work().catch(() => {});
  }
}
