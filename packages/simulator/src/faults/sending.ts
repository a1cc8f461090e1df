/** Submits whose answer is late, odd or missing. */

import type { Answer } from '../module/effects.ts';
import { cms, type Outcome, ok } from '../module/outcome.ts';
import { defineFault, type FaultContext, type FaultTable, type Working } from './fault.ts';
import { afterwards, outcomeOf } from './matching.ts';
import { flag, optionalMilliseconds, optionalNumber, requiredChoice, text } from './parameters.ts';

const sendCommands = ['+CMGS', '+CMSS', '+CMGC'];
const silent: Outcome = { kind: 'silent' };

/** Faults of messages on their way to the network. */
export const sendingFaults: FaultTable = {
  submitAnswer: defineFault({
    effect:
      'the answer to a message that is sent has this form; without `sent` the network never gets it; `code` is +CMS ERROR in place of +CMGS',
    parameters: {
      form: requiredChoice([
        ...(['late', 'okFirst', 'okOnly', 'okAtPrompt', 'referenceOnly', 'none', 'nextConnection'] as const),
      ]),
      milliseconds: optionalMilliseconds(),
      sent: flag(true),
      code: optionalNumber(0, 999),
    },
    work: (values, context) => submitAnswer(values, context),
  }),
  stuckAtSubmit: defineFault({
    effect:
      'the next AT+CMGS gets this notice in place of its prompt, and from then on every command this answer',
    parameters: { notice: text('+CMTI: "SM",1'), answer: text('+CME ERROR: 515') },
    ends: 'restart',
    work({ notice, answer }, { module }) {
      let stuck = false;
      return {
        command(command, next) {
          if (stuck) return restartsModule(command) ? next() : outcomeOf(answer);
          if (!sendCommands.includes(command.name) || command.form !== 'set') return next();
          stuck = true;
          module.link.notice([notice]);
          return silent;
        },
      };
    },
  }),
};

function restartsModule({ name, argument }: { name: string; argument: string }): boolean {
  return name === '+CFUN' && /^1\s*,\s*1$/.test(argument);
}

interface Values {
  readonly form: 'late' | 'okFirst' | 'okOnly' | 'okAtPrompt' | 'referenceOnly' | 'none' | 'nextConnection';
  readonly milliseconds: number | undefined;
  readonly sent: boolean;
  readonly code: number | undefined;
}

function submitAnswer({ form, milliseconds, sent, code }: Values, context: FaultContext): Working {
  const { used, module } = context;
  if (form === 'okAtPrompt') {
    return {
      command(command, next) {
        const answer = next();
        if (answer instanceof Promise || answer.kind !== 'prompt' || command.name !== '+CMGS') return answer;
        used();
        return afterwards({ ...answer, behind: '\r\nOK\r\n' }, () => silent);
      },
    };
  }
  let reconnected = () => {};
  /** The answer waits for the next connection, and the fault with it. */
  let waits = false;
  const onReconnection = (action: () => void) => {
    reconnected = action;
    module.link.drop();
  };
  return {
    connected() {
      if (waits) used();
      waits = false;
      reconnected();
      reconnected = () => {};
    },
    submit(next) {
      waits = form === 'nextConnection';
      if (!waits) used();
      const answer: Answer = sent ? next() : ok;
      const final = code === undefined ? answer : afterwards(answer, () => cms(code));
      return answerForms[form](final, milliseconds, context, onReconnection);
    },
  };
}

type Form = (
  answer: Answer,
  milliseconds: number | undefined,
  context: FaultContext,
  onReconnection: (action: () => void) => void,
) => Answer;

const answerForms: Readonly<Record<Exclude<Values['form'], 'okAtPrompt'>, Form>> = {
  /** 135 s later; the line is not read meanwhile. */
  late: (answer, time = 135_000, context) => delayed(answer, time, context),
  /** OK at once; +CMGS and OK 2 s later. */
  okFirst(answer, time = 2000, context) {
    context.module.link.write('\r\nOK\r\n');
    return delayed(answer, time, context);
  },
  /** OK without +CMGS. */
  okOnly: answer => afterwards(answer, () => ok),
  /** +CMGS without OK. */
  referenceOnly: (answer, _time, { module }) =>
    afterwards(answer, outcome => {
      if (outcome.kind === 'ok')
        module.link.write(outcome.lines?.map(line => `\r\n${line}\r\n`).join('') ?? '');
      return outcome.kind === 'ok' ? silent : outcome;
    }),
  none: answer => afterwards(answer, () => silent),
  /** The line ends; the answer comes on the next connection, 1 s behind its beginning. */
  nextConnection: (answer, time = 1000, context, onReconnection) =>
    new Promise(resolve => {
      onReconnection(() => context.module.clock.after(time, () => resolve(answer)));
    }),
};

function delayed(answer: Answer, time: number, { module }: FaultContext): Promise<Outcome> {
  return new Promise(resolve => module.clock.after(time, () => resolve(answer)));
}
