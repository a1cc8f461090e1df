/** Registration: denied, lost, coming and going, or answered in other forms. */

import { cms } from '../module/outcome.ts';
import { attach, detach } from '../module/power.ts';
import { keptOffNetwork, noticeRegistration } from '../module/registration.ts';
import type { Domain } from '../radio.ts';
import { defineFault, type FaultContext, type FaultTable, type Working } from './fault.ts';
import { changeLines } from './matching.ts';
import { milliseconds, number, optionalNumber, optionalText, requiredChoice } from './parameters.ts';

/** Faults of the radio and of registration. */
export const registrationFaults: FaultTable = {
  registration: defineFault({
    effect:
      'the module shows these values of `<stat>`: `status` in every domain, or each by itself; where none is 1 or 5 it is off the network. `notice` is said in place of the real notices',
    parameters: {
      status: optionalNumber(0, 255),
      circuit: optionalNumber(0, 255),
      packet: optionalNumber(0, 255),
      eps: optionalNumber(0, 255),
      notice: optionalText(),
    },
    work(values, context) {
      const statusOf = (domain: Domain) => values[domain] ?? values.status;
      return showing(context, statusOf, values.notice);
    },
  }),
  registrationFlaps: defineFault({
    effect: 'registered and not, in turn, `every` so often; `status` is that of being without',
    parameters: { every: number(2000, 10, 3_600_000), status: number(2, 0, 255) },
    work({ every, status }, { module, after }) {
      let away = false;
      const turn = () => {
        away = !away;
        if (away) detach(module);
        else attach(module);
        after(every, turn);
      };
      return {
        registration: () => (away ? status : undefined),
        begin: turn,
        end() {
          away = false;
          attach(module);
        },
      };
    },
  }),
  circuitDenied: defineFault({
    effect:
      'circuit-switched service is refused (`status`) while packet service is there (`packet`); messages end in +CMS ERROR with this code, unless +CGSMS chose the packet side',
    parameters: {
      status: number(3, 0, 255),
      packet: number(5, 0, 255),
      code: number(500, 0, 999),
      milliseconds: milliseconds(0),
    },
    work({ status, packet, code, milliseconds: time }, context) {
      const { module, after } = context;
      const statuses = { circuit: status, packet, eps: undefined };
      return {
        ...showing(context, domain => statuses[domain]),
        submit(next) {
          if (module.settings.messageDomain !== 1) return next();
          if (time === 0) return cms(code);
          return new Promise(resolve => after(time, () => resolve(cms(code))));
        },
      };
    },
  }),
  registrationForm: defineFault({
    effect:
      'answers about registration without `<n>`, notices with it, values without quotes, hexadecimal values with 0x, or no blank behind the colon',
    parameters: {
      form: requiredChoice(['withoutMode', 'withMode', 'unquoted', 'prefixed', 'noBlank']),
    },
    work: ({ form }, { module }) => ({
      command(command, next) {
        if (!names.includes(command.name) || command.form !== 'read') return next();
        return changeLines(next(), lines => lines.map(line => answerForms[form](line)));
      },
      notice: (lines, next) =>
        next(
          lines.map(line =>
            isRegistration(line) ? noticeForm(line, form, module.settings.registrationNotices.circuit) : line,
          ),
        ),
    }),
  }),
};

const names = ['+CREG', '+CGREG', '+CEREG'];

function isRegistration(line: string): boolean {
  return names.some(name => line.startsWith(`${name}:`));
}

const answerForms = {
  withoutMode: (line: string) => line.replace(/: \d,/, ': '),
  withMode: (line: string) => line,
  unquoted: (line: string) => line.replaceAll('"', ''),
  prefixed: (line: string) => line.replace(/"([0-9A-F]+)"/g, '"0x$1"'),
  noBlank: (line: string) => line.replace(': ', ':'),
};

function noticeForm(line: string, form: keyof typeof answerForms, mode: number): string {
  if (form === 'withMode') return line.replace(': ', `: ${mode},`);
  return form === 'withoutMode' ? line : answerForms[form](line);
}

function showing(
  { module }: FaultContext,
  statusOf: (domain: Domain) => number | undefined,
  notice?: string,
): Working {
  const settle = () => {
    if (keptOffNetwork(module)) detach(module);
    else if (module.attachment) noticeRegistration(module);
    else attach(module);
  };
  return {
    registration: statusOf,
    begin() {
      settle();
      if (notice !== undefined) module.link.notice([notice]);
    },
    end: settle,
    notice(lines, next) {
      if (notice === undefined || !lines.some(isRegistration)) next(lines);
    },
  };
}
