/** Commands that are answered otherwise than they should be. */

import { defineFault, type FaultTable } from './fault.ts';
import { commandMatcher, messageCommands, outcomeOf } from './matching.ts';
import { milliseconds, requiredTexts, text, texts } from './parameters.ts';

/** Faults of the answers to commands. */
export const answerFaults: FaultTable = {
  refused: defineFault({
    effect: 'these commands are answered so, and not carried out',
    parameters: { commands: requiredTexts(), answer: text('ERROR') },
    work({ commands, answer }, { used }) {
      const concerned = commandMatcher(commands);
      return {
        command(command, next) {
          if (!concerned(command)) return next();
          used();
          return outcomeOf(answer);
        },
      };
    },
  }),
  answers: defineFault({
    effect: 'these commands are answered with these lines and this result code, and not carried out',
    parameters: { commands: requiredTexts(), lines: texts([]), answer: text('OK') },
    work({ commands, lines, answer }, { used, module }) {
      const concerned = commandMatcher(commands);
      return {
        command(command, next) {
          if (!concerned(command)) return next();
          used();
          if (answer !== 'OK' && lines.length > 0)
            module.link.write(lines.map(line => `\r\n${line}\r\n`).join(''));
          return outcomeOf(answer, lines);
        },
      };
    },
  }),
  notReady: defineFault({
    effect:
      'these commands are refused for so long after this moment and after each start of the module; then it sends these notices',
    parameters: {
      commands: texts(messageCommands),
      answer: text('ERROR'),
      milliseconds: milliseconds(8000),
      notices: texts([]),
    },
    work(values, { module, after, used }) {
      const concerned = commandMatcher(values.commands);
      let since = 0;
      let ready = false;
      const wait = () => {
        ready = false;
        since += 1;
        const own = since;
        after(values.milliseconds, () => {
          if (own !== since) return;
          ready = true;
          for (const notice of values.notices) module.link.notice([notice]);
          used();
        });
      };
      return {
        begin: wait,
        started: wait,
        command: (command, next) => (!ready && concerned(command) ? outcomeOf(values.answer) : next()),
      };
    },
  }),
};
