/** The traffic of a soak run: messages both ways, USSD, calls and the card's toolkit, at every port at once. */
import { setTimeout as delay } from 'node:timers/promises';
import type { GatewayLives } from '../crash/gateway-lives.ts';
import { type CallMade, holdDialogue, makeCall, type UssdAsked } from '../crash/session-traffic.ts';
import {
  type CallDirection,
  callTraffic,
  incomingMessage,
  outgoingMessage,
  ussdTraffic,
} from '../crash/traffic.ts';
import { postMessage } from '../crash/what-was-said.ts';
import type { SimulatorProcess } from '../foreign/support/simulator-process.ts';

export interface Traffic {
  readonly gateway: GatewayLives;
  readonly simulator: SimulatorProcess;
  readonly ports: number;
  readonly random: () => number;
  /** Monotonic, in milliseconds. */
  readonly end: number;
  readonly sent: number[];
  readonly received: number[];
  readonly asked: UssdAsked[];
  readonly made: CallMade[];
  /** Views of the toolkit that were read. */
  toolkitViews: number;
}

/** Pauses of one port between two of a kind, in milliseconds; the half of it is chance. */
const pauses = { out: 5000, in: 7000, ussd: 14_000, outgoing: 20_000, incoming: 25_000, toolkit: 30_000 };

/** Does it again and again until the end, beginning at a random moment. */
async function repeatedly(traffic: Traffic, pause: number, act: () => Promise<unknown>): Promise<void> {
  await delay(traffic.random() * pause);
  while (performance.now() < traffic.end) {
    await act();
    await delay(pause * (0.5 + traffic.random()));
  }
}

/** Counts ids of one kind so that id % ports is the port. */
function idsOf(port: number, ports: number): () => number {
  let next = port - ports;
  return () => {
    next += ports;
    return next;
  };
}

function feedMessages(traffic: Traffic, port: number): Promise<void>[] {
  const { ports, gateway, simulator, sent, received } = traffic;
  const [out, incoming] = [idsOf(port, ports), idsOf(port, ports)];
  // Its first card's: while another one is in the modem, messages wait in the network.
  const to = simulator.ports[port]?.number;
  return [
    repeatedly(traffic, pauses.out, async () => {
      const id = out();
      await postMessage(gateway, outgoingMessage(id), port);
      sent.push(id);
    }),
    repeatedly(traffic, pauses.in, async () => {
      const id = incoming();
      const { from, text } = incomingMessage(id, ports);
      await simulator.tell('POST', '/messages', { from, to, text });
      received.push(id);
    }),
  ];
}

function feedCalls(traffic: Traffic, port: number, direction: CallDirection): Promise<void> {
  const ids = idsOf(port, traffic.ports);
  return repeatedly(traffic, pauses[direction], async () => {
    const call = callTraffic(direction, ids(), traffic.ports);
    // A modem without its card cannot be called.
    const made = await makeCall(traffic.gateway, traffic.simulator, call).catch(() => undefined);
    if (made !== undefined) traffic.made.push(made);
  });
}

function feedUssd(traffic: Traffic, port: number): Promise<void> {
  const ids = idsOf(port, traffic.ports);
  return repeatedly(traffic, pauses.ussd, async () => {
    const dialogue = ussdTraffic(ids(), traffic.ports);
    if (dialogue !== undefined) traffic.asked.push(...(await holdDialogue(traffic.gateway, dialogue)));
  });
}

interface View {
  readonly item?: readonly { readonly item_id: number }[];
}

/** Opens the card's menu, chooses its first item and goes home. A port without toolkit refuses, which is no fault. */
function feedToolkit(traffic: Traffic, port: number): Promise<void> {
  const { gateway } = traffic;
  return repeatedly(traffic, pauses.toolkit, async () => {
    const heard = await gateway.askOnce<View>(`/GetSTKView?port=${port}`);
    const [first] = heard?.answer.item ?? [];
    if (first === undefined) return;
    traffic.toolkitViews += 1;
    await gateway.askOnce('/STKGo', { body: { port, item: first.item_id } });
    await gateway.askOnce('/STKGo', { body: { port, action: 'home' } });
  });
}

export function feedPort(traffic: Traffic, port: number): Promise<void>[] {
  return [
    ...feedMessages(traffic, port),
    feedUssd(traffic, port),
    feedCalls(traffic, port, 'incoming'),
    feedCalls(traffic, port, 'outgoing'),
    feedToolkit(traffic, port),
  ];
}
