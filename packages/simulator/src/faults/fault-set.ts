/** The faults of one module: those that wait for their moment, and those that work. */

import type { Effects } from '../module/effects.ts';
import type { Module } from '../module/module.ts';
import type { Random } from '../radio.ts';
import type { SimCard } from '../sim-card.ts';
import type { FaultContext, Working } from './fault.ts';
import { type Fault, type ReadFault, readFault } from './read-fault.ts';

/** Tools that the faults of a module need beside it. */
export interface FaultTools {
  readonly random: Random;
  readonly card: (number: number) => SimCard;
}

/** A fault as control shows it. */
export type ShownFault = Fault & { readonly id: number; readonly state: 'waiting' | 'working' };

/** Faults that one module may have at a time. */
const MOST_FAULTS = 32;

interface Entry {
  readonly id: number;
  readonly setting: Fault;
  readonly fault: ReadFault;
  state: 'waiting' | 'working' | 'over';
  left: number | undefined;
  effects: Effects;
  working: Working | undefined;
  readonly cancels: Set<() => void>;
}

/** The faults of one module, at most 32. */
export class FaultSet {
  readonly #module: Module;
  readonly #tools: FaultTools;
  #entries: Entry[] = [];
  #lastId = 0;

  constructor(module: Module, tools: FaultTools) {
    this.#module = module;
    this.#tools = tools;
  }

  list(): readonly ShownFault[] {
    return this.#entries.flatMap(({ id, setting, state }) =>
      state === 'over' ? [] : [{ ...setting, id, state }],
    );
  }

  /** Adds a fault and returns its id. Throws `FaultError` for a setting that cannot be used. */
  add(setting: unknown): number {
    const fault = readFault(setting, '');
    this.#checkRoom(1);
    return this.#admit(fault);
  }

  /** Puts these faults in place of those before; none of them where one cannot be used. */
  replace(settings: readonly unknown[]): readonly ShownFault[] {
    const faults = settings.map((setting, position) => readFault(setting, String(position)));
    this.clear();
    this.#checkRoom(faults.length);
    for (const fault of faults) this.#admit(fault);
    return this.list();
  }

  /** False: there is no such fault. */
  remove(id: number): boolean {
    const entry = this.#entries.find(other => other.id === id);
    if (entry) this.#finish(entry);
    return entry !== undefined;
  }

  clear(): void {
    for (const entry of [...this.#entries]) this.#finish(entry);
  }

  #checkRoom(more: number): void {
    if (this.#entries.length + more > MOST_FAULTS) {
      throw new RangeError(`a modem has at most ${MOST_FAULTS} faults at a time`);
    }
  }

  #admit(fault: ReadFault): number {
    this.#lastId += 1;
    const entry: Entry = {
      ...{ id: this.#lastId, setting: fault.setting, fault, state: 'waiting', left: fault.times },
      ...{ effects: {}, working: undefined, cancels: new Set() },
    };
    this.#entries.push(entry);
    this.#await(entry);
    return entry.id;
  }

  /** Waits for the moment that `from` names, then `after` milliseconds. */
  #await(entry: Entry): void {
    const { from, after } = entry.fault;
    const start = () => {
      this.#setEffects(entry, {});
      if (after === 0) this.#begin(entry);
      else this.#later(entry, after, () => this.#begin(entry));
    };
    if (from === 'now') start();
    if (from === 'connection') this.#setEffects(entry, { connected: start });
    if (from === 'boot') this.#setEffects(entry, { started: start });
    if (from === 'submit') {
      this.#setEffects(entry, {
        command(command, next) {
          if (['+CMGS', '+CMSS', '+CMGC'].includes(command.name) && command.form === 'set') start();
          return entry.working?.command ? entry.working.command(command, next) : next();
        },
      });
    }
  }

  #begin(entry: Entry): void {
    if (entry.state !== 'waiting') return;
    entry.state = 'working';
    const { definition, values, lasts, until } = entry.fault;
    const working = definition.work(values, this.#contextOf(entry));
    entry.working = working;
    this.#setEffects(entry, until === 'restart' ? this.#endingAtRestart(entry, working) : working);
    if (lasts !== undefined) this.#later(entry, lasts, () => this.#finish(entry));
    working.begin?.();
  }

  #endingAtRestart(entry: Entry, working: Working): Effects {
    return {
      ...working,
      stopped: () => {
        working.stopped?.();
        this.#finish(entry);
      },
    };
  }

  #contextOf(entry: Entry): FaultContext {
    return {
      module: this.#module,
      random: this.#tools.random,
      card: this.#tools.card,
      after: (milliseconds, action) => this.#later(entry, milliseconds, action),
      used: () => {
        if (entry.left === undefined) return;
        entry.left -= 1;
        if (entry.left <= 0) this.#finish(entry);
      },
      end: () => this.#finish(entry),
    };
  }

  #later(entry: Entry, milliseconds: number, action: () => void): void {
    const cancel = this.#module.clock.after(milliseconds, () => {
      entry.cancels.delete(cancel);
      action();
    });
    entry.cancels.add(cancel);
  }

  #finish(entry: Entry): void {
    if (entry.state === 'over') return;
    entry.state = 'over';
    for (const cancel of entry.cancels) cancel();
    this.#entries = this.#entries.filter(other => other !== entry);
    this.#refresh();
    entry.working?.end?.();
  }

  #setEffects(entry: Entry, effects: Effects): void {
    entry.effects = effects;
    this.#refresh();
  }

  #refresh(): void {
    this.#module.effects = this.#entries.map(({ effects }) => effects);
  }
}
