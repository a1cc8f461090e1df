/** Calls and USSD. */

import { cme, ok } from '../module/outcome.ts';
import { defineFault, type FaultContext, type FaultTable, type Working } from './fault.ts';
import { afterwards, commandMatcher, outcomeOf } from './matching.ts';
import { number, optionalChoice, optionalNumber, optionalText, text, texts } from './parameters.ts';

/** Faults of calls and of USSD sessions. */
export const dialogueFaults: FaultTable = {
  dialAnswer: defineFault({
    effect: 'a voice call that was placed is answered so in place of OK',
    parameters: { answer: text('CONNECT') },
    work: ({ answer }, { used }) => ({
      command(command, next) {
        if (command.name !== 'D') return next();
        used();
        return afterwards(next(), outcome => (outcome.kind === 'ok' ? outcomeOf(answer) : outcome));
      },
    }),
  }),
  hangUpIgnored: defineFault({
    effect: 'these commands are answered OK and the call goes on',
    parameters: { commands: texts(['H']) },
    work({ commands }, { used }) {
      const concerned = commandMatcher(commands);
      return {
        command(command, next) {
          if (!concerned(command)) return next();
          used();
          return ok;
        },
      };
    },
  }),
  ussdAnswer: defineFault({
    effect:
      '+CUSD notices in another form: packed or plain, with another coding, in pieces, behind other lines (`before`), or another line `instead`; `error` refuses the request with +CME ERROR',
    parameters: {
      form: optionalChoice(['characters', 'packed']),
      coding: optionalNumber(0, 255),
      pieces: number(1, 1, 8),
      before: texts([]),
      instead: optionalText(),
      error: optionalNumber(0, 999),
    },
    work: (values, context) => ussdAnswer(values, context),
  }),
};

interface UssdValues {
  readonly form: 'characters' | 'packed' | undefined;
  readonly coding: number | undefined;
  readonly pieces: number;
  readonly before: readonly string[];
  readonly instead: string | undefined;
  readonly error: number | undefined;
}

function ussdAnswer(values: UssdValues, { used }: FaultContext): Working {
  const { form, error, before, instead } = values;
  return {
    ...(form !== undefined && { ussdForm: form }),
    command(command, next) {
      const asks = command.name === '+CUSD' && command.form === 'set' && command.argument.includes(',');
      if (!asks || error === undefined) return next();
      used();
      return cme(error);
    },
    notice(lines, next) {
      const [line = ''] = lines;
      if (!line.startsWith('+CUSD:')) return next(lines);
      for (const other of before) next([other]);
      if (instead !== undefined) next([instead]);
      else for (const piece of piecesOf(line, values)) next([piece]);
      used();
    },
  };
}

/** The line in so many pieces of its text, each with the coding that is wanted. */
function piecesOf(line: string, { coding, pieces }: UssdValues): readonly string[] {
  const quote = line.indexOf('"');
  const end = line.lastIndexOf('"');
  if (quote < 0 || end <= quote) return [line];
  const [head, words] = [line.slice(0, quote), line.slice(quote + 1, end)];
  const tail = coding === undefined ? line.slice(end + 1) : `,${coding}`;
  const size = 2 * Math.max(1, Math.ceil(words.length / pieces / 2));
  const count = Math.max(1, Math.ceil(words.length / size));
  return Array.from(
    { length: count },
    (_, position) => `${head}"${words.slice(position * size, (position + 1) * size)}"${tail}`,
  );
}
