/** Incoming messages with one odd field, or announced with a wrong length. */

import { defineFault, type FaultTable, type Working } from './fault.ts';
import { changeLines } from './matching.ts';
import { oddFields } from './odd-fields.ts';
import { number, requiredChoice, texts } from './parameters.ts';

const PDU_LINES = /^\+(CMT|CDS|CMGL|CMGR):/;

/** Faults of messages and reports on their way to the terminal. */
export const receivingFaults: FaultTable = {
  oddPdu: defineFault({
    effect: 'each message from the network has this odd field',
    parameters: {
      field: requiredChoice([
        ...([
          'timeStamp',
          'zone',
          'userDataShort',
          'userDataLong',
          'fill',
          'addressFill',
          'emptyAddress',
        ] as const),
        ...(['headerLength', 'reportShort', 'noServiceCentre'] as const),
      ]),
    },
    work({ field }, { used }) {
      if (field === 'noServiceCentre') return withoutServiceCentre();
      const change = oddFields[field];
      return {
        receive(message, next) {
          used();
          return next({ ...message, tpdu: change(message.tpdu) });
        },
      };
    },
  }),
  pduLength: defineFault({
    effect: 'the length in front of a PDU is wrong by so much, in these lines',
    parameters: { by: number(1, -100, 100), lines: texts(['+CMT', '+CDS']) },
    work({ by, lines: names }) {
      const change = (lines: readonly string[]) =>
        lines.map(line =>
          names.some(name => line.startsWith(`${name}:`))
            ? line.replace(/\d+$/, length => String(Math.max(0, Number(length) + by)))
            : line,
        );
      return {
        notice: (lines, next) => next(change(lines)),
        command: (_command, next) => changeLines(next(), change),
      };
    },
  }),
};

/** The PDU line behind a header begins with the TPDU, without the octets of the service centre. */
function withoutServiceCentre(): Working {
  const change = (lines: readonly string[]) =>
    lines.map((line, position) => {
      const behindHeader = PDU_LINES.test(lines[position - 1] ?? '') && /^[0-9A-F]+$/.test(line);
      return behindHeader ? line.slice(2 + 2 * Number.parseInt(line.slice(0, 2), 16)) : line;
    });
  return {
    notice: (lines, next) => next(change(lines)),
    command: (_command, next) => changeLines(next(), change),
  };
}
