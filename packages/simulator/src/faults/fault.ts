/** A fault by its name: what it does, its parameters, and how it comes to work in a module. */

import type { Effects } from '../module/effects.ts';
import type { Module } from '../module/module.ts';
import type { Random } from '../radio.ts';
import type { SimCard } from '../sim-card.ts';
import type { ParameterTable, ValuesOf } from './parameters.ts';

/** Tools of a fault while it works. */
export interface FaultContext {
  readonly module: Module;
  readonly random: Random;
  /** Another card of the same port, made when it is first used. */
  card(number: number): SimCard;
  /** Calls once after so many milliseconds, unless the fault has ended by then. */
  after(milliseconds: number, action: () => void): void;
  /** The fault has worked once more: counts against `times`. */
  used(): void;
  /** The fault is over. */
  end(): void;
}

/** Hooks into the module, and what happens when the fault begins and ends. */
export interface Working extends Effects {
  begin?(): void;
  end?(): void;
}

/** How the fault ends where neither `lasts` nor `until` is given: when it is taken away, or when the module restarts. */
export type NaturalEnd = 'removed' | 'restart';

/** One row of the catalogue. */
export interface FaultDefinition {
  readonly effect: string;
  readonly parameters: ParameterTable;
  readonly ends: NaturalEnd;
  /** `values` as its own table of parameters read them. */
  work(values: Readonly<Record<string, unknown>>, context: FaultContext): Working;
}

interface TypedDefinition<Table extends ParameterTable> {
  readonly effect: string;
  readonly parameters: Table;
  readonly ends?: NaturalEnd;
  readonly work: (values: ValuesOf<Table>, context: FaultContext) => Working;
}

/** Binds a definition to the types of its own parameters. */
export function defineFault<const Table extends ParameterTable>({
  work,
  ends = 'removed',
  ...rest
}: TypedDefinition<Table>): FaultDefinition {
  return {
    ...rest,
    ends,
    work: (values, context) => work(values as ValuesOf<Table>, context),
  };
}

/** Faults by the name that settings and control API use. */
export type FaultTable = Readonly<Record<string, FaultDefinition>>;
