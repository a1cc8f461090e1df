/** The line between module and terminal. */

import type { Random } from '../radio.ts';
import { defineFault, type FaultContext, type FaultTable, type Working } from './fault.ts';
import { changeLines } from './matching.ts';
import { choice, flag, milliseconds, number, optionalNumber, requiredText, text } from './parameters.ts';
import { restyle } from './restyle.ts';

const errorForms = { plain: 0, numeric: 1, verbose: 2 } as const;
/** Commands that change echo or the form of errors. */
const profileCommands = ['E', 'Z', '&F', '+CMEE', 'Q', 'V'];

/** PPP: an LCP request as a module in data mode sends it. */
const FRAME = '~\u00ff}#\u00c0!}!}!} }4}"}&} } } } }%}&\u00b9\u00a8}\'}"}(}"=\u007f~';

function noise(length: number, random: Random): string {
  return Array.from({ length }, () => String.fromCharCode(128 + Math.floor(random() * 128))).join('');
}

/** Faults of the line between module and terminal: octets lost, late, split, or too many. */
export const lineFaults: FaultTable = {
  wrongSpeed: defineFault({
    effect: 'both sides read noise; behind `lines` command lines the module has found the speed',
    parameters: { lines: optionalNumber(1, 1000) },
    work({ lines }, { random, end }) {
      let read = 0;
      return {
        input(octets) {
          read += octets.split('\r').length - 1;
          if (lines !== undefined && read >= lines) end();
        },
        output: (octets, next) => next(noise(octets.length, random)),
      };
    },
  }),
  deaf: defineFault({
    effect: 'the module hears nothing and answers nothing; with `speaks` its notices still come',
    parameters: { speaks: flag(false) },
    work: ({ speaks }) => ({
      input() {},
      output(octets, next) {
        if (speaks) next(octets);
      },
    }),
  }),
  echoStays: defineFault({
    effect: 'echo is on, and ATE0 is answered OK without effect',
    parameters: {},
    work: (_values, { module }) =>
      holding(() => {
        module.line.echo = true;
      }),
  }),
  errorForm: defineFault({
    effect: 'errors have this form whatever +CMEE asks for',
    parameters: { form: choice('verbose', ['plain', 'numeric', 'verbose']) },
    work: ({ form }, { module }) =>
      holding(() => {
        module.settings.cmee = errorForms[form];
      }),
  }),
  dataMode: defineFault({
    effect:
      'the line is in data mode: a PPP frame `every` so often, no answer and no notice; `+++` with `guard` milliseconds of silence before and behind ends it, with `endsAtHangUp` also the end of the connection',
    parameters: { every: number(3000, 100, 60_000), guard: milliseconds(1000), endsAtHangUp: flag(false) },
    work: dataMode,
  }),
  lineStyle: defineFault({
    effect:
      'lines of information and notices without quotes, without the blank behind the colon, with blanks behind commas, or with a line end inside each quoted text',
    parameters: {
      quotes: flag(true),
      colonBlank: flag(true),
      commaBlank: flag(false),
      breaks: flag(false),
    },
    work(style) {
      const change = (lines: readonly string[]) => lines.map(line => restyle(line, style));
      return {
        command: (_command, next) => changeLines(next(), change),
        notice: (lines, next) => next(change(lines)),
      };
    },
  }),
  says: defineFault({
    effect:
      'the module sends this as a notice, `count` times, `every` so often; with `raw` without line ends around it',
    parameters: {
      text: requiredText(),
      every: milliseconds(1000),
      count: number(1, 1, 1_000_000),
      raw: flag(false),
    },
    work(values, { module, after, end }) {
      let left = values.count;
      const say = () => {
        if (values.raw) module.link.write(values.text);
        else module.link.notice([values.text]);
        left -= 1;
        if (left === 0) end();
        else after(values.every, say);
      };
      return { begin: say };
    },
  }),
  flood: defineFault({
    effect:
      'so many octets a second: `lines` of this text, one `notice` of it that never ends, or a `list`: entries of +CMGL without end, once it is asked for',
    parameters: {
      form: choice('lines', ['lines', 'notice', 'list']),
      text: text('^RSSI: 20'),
      octetsPerSecond: number(1_000_000, 1, 10_000_000),
    },
    work: (values, { module, after }) => {
      const pour = (piece: string) => {
        const repeats = Math.max(1, Math.ceil((values.octetsPerSecond * TICK) / 1000 / piece.length));
        const block = piece.repeat(repeats);
        const interval = Math.max(1, Math.round((block.length * 1000) / values.octetsPerSecond));
        const next = () => {
          if (!module.link.congested()) module.link.write(block);
          after(interval, next);
        };
        next();
      };
      return floodOf(values, pour, octets => module.link.write(octets));
    },
  }),
};

/** Milliseconds between two blocks of a flood. */
const TICK = 50;

/** Sets something now and again behind each command that may have changed it. */
function holding(set: () => void): Working {
  return {
    begin: set,
    started: set,
    command(command, next) {
      const answer = next();
      if (profileCommands.includes(command.name)) set();
      return answer;
    },
  };
}

function floodOf(
  { form, text: words }: { readonly form: 'lines' | 'notice' | 'list'; readonly text: string },
  pour: (piece: string) => void,
  write: (octets: string) => void,
): Working {
  if (form === 'lines') return { begin: () => pour(`\r\n${words}\r\n`) };
  if (form === 'notice') {
    return {
      begin() {
        write(`\r\n${words}`);
        pour('0123456789ABCDEF'.repeat(8));
      },
    };
  }
  let stop = () => {};
  return {
    command(command, next) {
      if (command.name !== '+CMGL' || command.form === 'test') return next();
      pour('\r\n+CMGL: 1,1,,24\r\n07918802000000F0040B918802010000F100006210203040500005E8329BFD06');
      return new Promise(resolve => {
        stop = () => resolve({ kind: 'ok' });
      });
    },
    end: () => stop(),
  };
}

function dataMode(
  { every, guard, endsAtHangUp }: { every: number; guard: number; endsAtHangUp: boolean },
  { module, after, end }: FaultContext,
): Working {
  let heard = module.clock.now() - guard;
  let pieces = 0;
  let typed = '';
  let own = false;
  const write = (octets: string) => {
    own = true;
    module.link.write(octets);
    own = false;
  };
  const frames = () => {
    write(FRAME);
    after(every, frames);
  };
  const leave = (count: number) => {
    if (pieces !== count) return;
    end();
    module.link.write('\r\nOK\r\n');
  };
  return {
    begin: frames,
    connected() {
      if (endsAtHangUp) end();
    },
    input(octets) {
      const now = module.clock.now();
      const silent = now - heard >= guard;
      typed = silent ? octets : typed + octets;
      heard = now;
      pieces += 1;
      const count = pieces;
      if (typed === '+++') after(guard, () => leave(count));
      else if (!'+++'.startsWith(typed)) typed = 'x';
    },
    output(octets, next) {
      if (own) next(octets);
    },
  };
}
