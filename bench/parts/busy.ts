/** How busy a port is kept on a modem that takes 3 s for a message: the rest of the time is what the gateway adds. */
import type { Measurement } from '../measurement.ts';
import { allCarried, overTcp, portsUp, queue, startGateway, startModems } from '../rig.ts';
import { openWireTap, type Passing } from '../wire-tap.ts';

const PORTS = 4;
const MESSAGES_EACH = 12;
const airTime = { minimum: 3000, maximum: 3000, linkKept: 1 };

interface Port {
  /** Messages a second between the first and the last end of a PDU. */
  readonly rate: number;
  /** Share of the time between them in which the modem had a message, in percent. */
  readonly busy: number;
}

/** From what passed on one line: PDUs end with Ctrl-Z, the modem's time with +CMGS. */
function readLine(passed: readonly Passing[]): Port {
  const begins = passed.filter(({ direction, text }) => direction === 'toModem' && text.includes('\x1a'));
  const ends = passed.filter(({ direction, text }) => direction === 'fromModem' && text.includes('+CMGS:'));
  const whole = (begins.at(-1)?.at ?? 0) - (begins[0]?.at ?? 0);
  const gaps = begins
    .slice(1)
    .reduce((sum, begin, index) => sum + begin.at - (ends[index]?.at ?? begin.at), 0);
  return { rate: ((begins.length - 1) / whole) * 1000, busy: (1 - gaps / whole) * 100 };
}

export async function busy(): Promise<Measurement[]> {
  await using stack = new AsyncDisposableStack();
  const simulator = await startModems(stack, PORTS, airTime);
  const taps = await Promise.all(simulator.ports.map(openWireTap));
  for (const tap of taps) stack.defer(tap.close);
  const gateway = await startGateway(stack, taps.map(overTcp));
  await portsUp(gateway);
  await queue(gateway, PORTS * MESSAGES_EACH);
  await allCarried(simulator, PORTS * MESSAGES_EACH);
  const lines = taps.map(tap => readLine(tap.passed()));
  return [
    {
      name: `one of ${PORTS} ports, modems that take 3 s`,
      unit: 'messages/s',
      values: lines.map(({ rate }) => rate),
      digits: 4,
      goal: { atLeast: 0.3325 },
    },
    {
      name: 'the same: time in which the modem has a message',
      unit: '%',
      values: lines.map(line => line.busy),
      digits: 2,
      goal: { atLeast: 99.75 },
    },
  ];
}
