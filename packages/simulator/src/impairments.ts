/** Faults of a line as small filters that chain on the octets a module sends to its terminal, or receives from it. */

import type { Clock, Random } from './radio.ts';

/** Which way the filter works; default `toTerminal`. */
export type Direction = 'toTerminal' | 'toModule';

interface Common {
  readonly direction?: Direction;
}

/** Probabilities are 0..1 and count per piece: what a module writes at once, such as a reply or a notice. */
export type Impairment = Common &
  (
    | { readonly type: 'late'; readonly milliseconds: number }
    | { readonly type: 'lost'; readonly probability: number }
    | { readonly type: 'doubled'; readonly probability: number }
    /** Cut at random places into pieces of at most `longest` octets, `milliseconds` apart. */
    | { readonly type: 'split'; readonly longest: number; readonly milliseconds: number }
    /** Up to `longest` random octets at a random place. */
    | { readonly type: 'noise'; readonly probability: number; readonly longest: number }
    /** A notice in the middle of a reply: behind one of its lines, or right behind the prompt. */
    | {
        readonly type: 'notice';
        readonly probability: number;
        readonly text: string;
        readonly where: 'betweenLines' | 'afterPrompt';
      }
  );

/** Hands octets, one character each, to the next filter or to the line. */
export type Push = (octets: string) => void;

interface Filter {
  push(octets: string, next: Push): void;
}

/** Time and chance of the filters. */
export interface ImpairmentTools {
  readonly clock: Clock;
  readonly random: Random;
}

/** Chains the filters of one direction in front of `sink`; without any, `sink` itself. */
export function impair(
  impairments: readonly Impairment[],
  direction: Direction,
  tools: ImpairmentTools,
  sink: Push,
): Push {
  return impairments
    .filter(impairment => (impairment.direction ?? 'toTerminal') === direction)
    .map(impairment => createFilter(impairment, tools))
    .reduceRight<Push>((next, filter) => octets => filter.push(octets, next), sink);
}

function createFilter(impairment: Impairment, tools: ImpairmentTools): Filter {
  const { random } = tools;
  switch (impairment.type) {
    case 'late':
      return delayed(tools.clock, () => impairment.milliseconds, whole);
    case 'split':
      return delayed(
        tools.clock,
        position => (position === 0 ? 0 : impairment.milliseconds),
        octets => cut(octets, impairment.longest, random),
      );
    case 'lost':
      return changed(octets => (random() < impairment.probability ? '' : octets));
    case 'doubled':
      return changed(octets => (random() < impairment.probability ? octets + octets : octets));
    case 'noise':
      return changed(octets =>
        random() < impairment.probability ? noisy(octets, impairment.longest, random) : octets,
      );
    case 'notice':
      return changed(octets =>
        random() < impairment.probability ? interrupted(octets, impairment) : octets,
      );
  }
}

function changed(change: (octets: string) => string): Filter {
  return {
    push(octets, next) {
      const result = change(octets);
      if (result !== '') next(result);
    },
  };
}

function whole(octets: string): string[] {
  return [octets];
}

/** Passes pieces on one after another, each when its pause after the one before is over: order is kept. */
function delayed(
  clock: Clock,
  pauseBefore: (position: number) => number,
  pieces: (octets: string) => string[],
): Filter {
  const queue: { octets: string; pause: number; next: Push }[] = [];
  let waiting = false;
  const step = () => {
    const first = queue[0];
    waiting = first !== undefined;
    if (first === undefined) return;
    if (first.pause === 0) return pass();
    clock.after(first.pause, pass);
  };
  const pass = () => {
    const first = queue.shift();
    first?.next(first.octets);
    step();
  };
  return {
    push(octets, next) {
      for (const [position, piece] of pieces(octets).entries()) {
        queue.push({ octets: piece, pause: pauseBefore(position), next });
      }
      if (!waiting) step();
    },
  };
}

function cut(octets: string, longest: number, random: Random): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < octets.length; ) {
    const length = 1 + Math.floor(random() * longest);
    pieces.push(octets.slice(at, at + length));
    at += length;
  }
  return pieces;
}

function noisy(octets: string, longest: number, random: Random): string {
  const at = Math.floor(random() * (octets.length + 1));
  const count = 1 + Math.floor(random() * longest);
  const noise = Array.from({ length: count }, () => String.fromCharCode(Math.floor(random() * 256)));
  return octets.slice(0, at) + noise.join('') + octets.slice(at);
}

function interrupted(octets: string, { text, where }: { text: string; where: string }): string {
  const notice = `\r\n${text}\r\n`;
  if (where === 'afterPrompt') return octets.endsWith('> ') ? octets + notice : octets;
  const line = octets.indexOf('\r\n', 2); // behind the first line of the reply
  return line < 0 || line + 2 >= octets.length
    ? octets
    : octets.slice(0, line + 2) + notice + octets.slice(line + 2);
}
