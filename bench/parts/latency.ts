/** Single messages on an idle port, seen by a tap on its line: how soon they begin, how soon a received one is stored. */
import type { Measurement } from '../measurement.ts';
import { type Gateway, overTcp, portsUp, queue, startGateway, startModems } from '../rig.ts';
import { openWireTap, type WireTap } from '../wire-tap.ts';

const EVENTS = 50;

/** From the answer 202 to the first byte of AT+CMGS; below zero where the port was faster than the answer. */
async function untilSubmit(gateway: Gateway, tap: WireTap): Promise<number> {
  const submit = tap.next('toModem', /AT\+CMGS/);
  const reported = tap.next('toModem', /AT\+CNMA/);
  await queue(gateway, 1);
  const answered = performance.now();
  const { at } = await submit;
  await reported;
  return at - answered;
}

/** From +CMTI to AT+CMGD, which the gateway sends only once the message is committed. */
async function untilStored(tap: WireTap, arrive: () => Promise<unknown>): Promise<number> {
  const notice = tap.next('fromModem', /\+CMTI/);
  const deleted = tap.next('toModem', /AT\+CMGD/);
  await arrive();
  const noticed = await notice;
  return (await deleted).at - noticed.at;
}

/** Commands by name in what passed towards the modem. */
function countCommands(tap: WireTap): Map<string, number> {
  const sent = tap.passed().filter(({ direction }) => direction === 'toModem');
  const names = sent.flatMap(({ text }) => text.match(/AT[+^A-Z]*/g) ?? []);
  return new Map([...Map.groupBy(names, name => name)].map(([name, found]) => [name, found.length]));
}

async function commandsPerMessage(gateway: Gateway, tap: WireTap): Promise<Measurement[]> {
  const messages = 500;
  tap.clear();
  let reports = 0;
  const all = new Promise<void>(resolve => {
    const wait = (): void => {
      tap.next('toModem', /AT\+CNMA/).then(() => {
        reports += 1;
        if (reports < messages) wait();
        else resolve();
      });
    };
    wait();
  });
  await queue(gateway, messages);
  await all;
  const commands = countCommands(tap);
  const routed = commands.get('AT+CNMA') ?? 0;
  const total = [...commands.values()].reduce((sum, count) => sum + count, 0);
  return [
    {
      name: 'AT commands per message in the steady state, without +CNMA',
      unit: 'commands',
      values: [(total - routed) / messages],
      digits: 3,
      goal: { atMost: 1 },
    },
    {
      name: '+CNMA per routed report',
      unit: 'commands',
      values: [routed / messages],
      digits: 3,
      goal: { atMost: 1 },
    },
  ];
}

export async function latency(): Promise<Measurement[]> {
  await using stack = new AsyncDisposableStack();
  const simulator = await startModems(stack, 1, 'instant');
  const [modem] = simulator.ports;
  if (modem === undefined) throw new Error('no modem');
  const tap = await openWireTap(modem);
  stack.defer(tap.close);
  const gateway = await startGateway(stack, [overTcp(tap)]);
  await portsUp(gateway);
  const submits: number[] = [];
  const stored: number[] = [];
  for (let event = 0; event < EVENTS; event += 1) {
    submits.push(await untilSubmit(gateway, tap));
    const message = { from: '+88299000001', text: `Message ${event}` };
    stored.push(await untilStored(tap, () => simulator.tell('POST', '/modems/0/messages', message)));
  }
  return [
    {
      name: 'from 202 to the first byte of AT+CMGS, idle port',
      unit: 'ms',
      values: submits,
      goal: { atMost: 10 },
    },
    { name: 'from +CMTI to stored (AT+CMGD seen)', unit: 'ms', values: stored, goal: { atMost: 20 } },
    ...(await commandsPerMessage(gateway, tap)),
  ];
}
