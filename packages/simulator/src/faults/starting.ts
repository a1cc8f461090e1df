/** Power, restarts, and in which state a terminal finds the module. */

import { restart, setFunctionality } from '../module/power.ts';
import { defineFault, type FaultTable } from './fault.ts';
import { number, optionalMilliseconds } from './parameters.ts';

const CTRL_Z = '\u001a';
const ESCAPE = '\u001b';

function endOfText(octets: string): number {
  const ends = [octets.indexOf(CTRL_Z), octets.indexOf(ESCAPE)].filter(at => at >= 0);
  return ends.length === 0 ? -1 : Math.min(...ends);
}

/** Faults of a module that starts. */
export const startingFaults: FaultTable = {
  coldStart: defineFault({
    effect:
      'the module restarts once: it answers nothing for `boot` milliseconds (the time of its persona), then sends its boot lines',
    parameters: { boot: optionalMilliseconds() },
    work: ({ boot }, { module, end }) => ({
      begin() {
        end();
        restart(module, boot);
      },
    }),
  }),
  reboots: defineFault({
    effect: 'the module restarts again and again, `every` milliseconds',
    parameters: { every: number(60_000, 1000, 86_400_000), boot: optionalMilliseconds() },
    work({ every, boot }, { module, after, used }) {
      const next = () =>
        after(every, () => {
          next();
          restart(module, boot);
          used();
        });
      return { begin: next };
    },
  }),
  radioOff: defineFault({
    effect: '+CFUN is 0 or 4 now and after each start of the module, until the terminal sets it',
    parameters: { functionality: number(4, 0, 4) },
    work({ functionality }, { module }) {
      const level = functionality === 0 ? 0 : 4;
      return {
        begin: () => setFunctionality(module, level),
        started: () => setFunctionality(module, level),
      };
    },
  }),
  openPrompt: defineFault({
    effect:
      'the next terminal finds the prompt of an AT+CMGS that nobody ended: all it types is text until Ctrl-Z or ESC',
    parameters: {},
    work(_values, { module, end }) {
      let open = module.link.open;
      const close = (answer: string) => {
        end();
        module.link.write(`\r\n${answer}\r\n`);
      };
      return {
        connected() {
          open = true;
        },
        input(octets, next) {
          if (!open) return next(octets);
          const at = endOfText(octets);
          const typed = at < 0 ? octets : octets.slice(0, at);
          if (module.line.echo && typed !== '') module.link.write(typed);
          if (at < 0) return;
          // 27.005 3.5.1 and 4.3: ESC gives it up; Ctrl-Z sends what is no PDU.
          if (octets[at] === ESCAPE) close('OK');
          if (octets[at] === CTRL_Z) close('+CMS ERROR: 304');
          const rest = octets.slice(at + 1);
          if (rest !== '') next(rest);
        },
      };
    },
  }),
};
