/** Definition of a command: its forms, the card it needs, and its family of errors. */

import type { Module } from '../module/module.ts';
import type { Outcome } from '../module/outcome.ts';
import type { Parameter } from '../module/parameters.ts';

/** A form that is missing is answered ERROR. */
export interface CommandDefinition {
  /** 27.005 commands answer +CMS ERROR, all others +CME ERROR. */
  readonly errors: 'cme' | 'cms';
  /** `sim`: a card in the slot; `ready`: also its PIN given. Missing: works always. */
  readonly needs?: 'sim' | 'ready';
  readonly execute?: (module: Module, argument: string) => Outcome | Promise<Outcome>;
  readonly set?: (module: Module, parameters: readonly Parameter[]) => Outcome | Promise<Outcome>;
  readonly read?: (module: Module) => Outcome;
  /** A text is the answer's one line; without it the test form is answered OK, where there is a set or execute form. */
  readonly test?: string | ((module: Module) => Outcome);
}

/** Definitions by the name the command line gives them. */
export type CommandTable = Readonly<Record<string, CommandDefinition>>;
