/**
 * Places where a fault may stand between the module and what happens to it. Each hook wraps what would happen without
 * it: `next` goes on as usual, and a hook that does not call it takes its place.
 */

import type { Domain, RelayAnswer } from '../radio.ts';
import type { StoredMessage } from '../sms/message-memory.ts';
import type { Command } from './command-line.ts';
import type { Outcome } from './outcome.ts';

/** The outcome of a command, at once or when the network has answered. */
export type Answer = Outcome | Promise<Outcome>;

/** All optional; a fault has those of its subject. */
export interface Effects {
  /** A terminal has opened the line. */
  connected?(): void;
  /** The module has power and sends its boot lines. */
  started?(): void;
  /** The module has lost its power, or restarts. */
  stopped?(): void;
  /** Octets from the terminal. */
  input?(octets: string, next: (octets: string) => void): void;
  /** Octets to the terminal. */
  output?(octets: string, next: (octets: string) => void): void;
  command?(command: Command, next: () => Answer): Answer;
  /** A message goes to the network; the outcome is that of +CMGS, +CMSS or +CMGC. */
  submit?(next: () => Answer): Answer;
  notice?(lines: readonly string[], next: (lines: readonly string[]) => void): void;
  /** A message comes from the network. */
  receive?(
    message: StoredMessage,
    next: (message: StoredMessage) => Promise<RelayAnswer>,
  ): Promise<RelayAnswer>;
  /** The status that the module shows in this domain; undefined: the real one. */
  registration?(domain: Domain): number | undefined;
  /** The notice when a storage is full; replaces the persona's notice. */
  readonly memoryFull?: string;
  /** How the module writes USSD; replaces the persona's form. */
  readonly ussdForm?: 'characters' | 'packed';
}

type Hooks = readonly Effects[];

/** Informs every fault of an occurrence. */
export function announceEvent(effects: Hooks, event: 'connected' | 'started' | 'stopped'): void {
  for (const effect of [...effects]) effect[event]?.();
}

/** Octets of the terminal on their way to the module, past every effect in order. */
export function throughInput(effects: Hooks, octets: string, last: (octets: string) => void): void {
  chain(effects, 'input', octets, last);
}

/** Octets of the module on their way to the terminal. */
export function throughOutput(effects: Hooks, octets: string, last: (octets: string) => void): void {
  chain(effects, 'output', octets, last);
}

function chain(
  effects: Hooks,
  hook: 'input' | 'output',
  octets: string,
  last: (octets: string) => void,
): void {
  effects.reduceRight<(octets: string) => void>(
    (next, effect) => (effect[hook] ? rest => effect[hook]?.(rest, next) : next),
    last,
  )(octets);
}

/** One command: an effect may answer it itself, or change the answer. */
export function throughCommand(effects: Hooks, command: Command, last: () => Answer): Answer {
  return effects.reduceRight<() => Answer>(
    (next, effect) => () => (effect.command ? effect.command(command, next) : next()),
    last,
  )();
}

/** One submit to the network: an effect may refuse it, or hold its answer back. */
export function throughSubmit(effects: Hooks, last: () => Answer): Answer {
  return effects.reduceRight<() => Answer>(
    (next, effect) => () => (effect.submit ? effect.submit(next) : next()),
    last,
  )();
}

/** Lines that the module sends by itself. */
export function throughNotice(
  effects: Hooks,
  lines: readonly string[],
  last: (lines: readonly string[]) => void,
): void {
  effects.reduceRight<(lines: readonly string[]) => void>(
    (next, effect) => rest => (effect.notice ? effect.notice(rest, next) : next(rest)),
    last,
  )(lines);
}

/** One message or report that the network hands over; the answer goes back to the network. */
export function throughReceive(
  effects: Hooks,
  message: StoredMessage,
  last: (message: StoredMessage) => Promise<RelayAnswer>,
): Promise<RelayAnswer> {
  return effects.reduceRight<(message: StoredMessage) => Promise<RelayAnswer>>(
    (next, effect) => rest => (effect.receive ? effect.receive(rest, next) : next(rest)),
    last,
  )(message);
}

/** The status that a fault shows in place of the real one; undefined: none does. */
export function statusByFault(effects: Hooks, domain: Domain): number | undefined {
  for (const effect of effects) {
    const status = effect.registration?.(domain);
    if (status !== undefined) return status;
  }
  return undefined;
}
