/** Asks USSD and makes calls through a gateway that may be killed in between, and remembers what was asked. */
import { setTimeout as delay } from 'node:timers/promises';
import type { SimulatorProcess } from '../foreign/support/simulator-process.ts';
import type { GatewayLives } from './gateway-lives.ts';
import { type CallTraffic, callRules, type UssdTraffic, ussdServices } from './traffic.ts';

/** `unknown`: a kill took the answer. A refused one leaves nothing. */
export type Hearing = 'accepted' | 'refused' | 'unknown';

export interface UssdAsked {
  readonly port: number;
  readonly text: string;
  readonly hearing: Hearing;
}

export interface CallMade extends CallTraffic {
  readonly hearing: Hearing;
}

/** Sets what the network answers to the USSD and calls of a run. */
export async function prepareNetwork(simulator: SimulatorProcess): Promise<void> {
  await simulator.tell('PUT', '/ussd-services', ussdServices());
  await simulator.tell('PUT', '/call-rules', callRules());
}

interface UssdAnswer {
  readonly result?: readonly { readonly status: number }[];
}

/** One request; repeated a limited number of times while the port is busy or not registered, since nothing was done then. */
async function askUssd(gateway: GatewayLives, port: number, text: string): Promise<UssdAsked> {
  for (let go = 0; go < 20; go += 1) {
    const heard = await gateway.askOnce<UssdAnswer>('/api/send_ussd', { body: { port: [port], text } });
    if (heard === undefined) return { port, text, hearing: 'unknown' };
    if (heard.answer.result?.[0]?.status === 200) return { port, text, hearing: 'accepted' };
    await delay(150);
  }
  return { port, text, hearing: 'refused' };
}

interface UssdReply {
  readonly reply: readonly { readonly text: string }[];
}

/** Whether the network asks back within a few seconds. */
async function isAskedBack(gateway: GatewayLives, port: number): Promise<boolean> {
  for (let look = 0; look < 30; look += 1) {
    const heard = await gateway.askOnce<UssdReply>(`/api/query_ussd_reply?port=${port}`);
    const text = heard?.answer.reply?.[0]?.text ?? '';
    if (text !== '') return text.startsWith('What after');
    await delay(150);
  }
  return false;
}

/** A dialogue of one turn, or of two where the network asks back. */
export async function holdDialogue(
  gateway: GatewayLives,
  { port, code, answer }: UssdTraffic,
): Promise<UssdAsked[]> {
  const asked = await askUssd(gateway, port, code);
  if (asked.hearing !== 'accepted' || answer === undefined) return [asked];
  return (await isAskedBack(gateway, port)) ? [asked, await askUssd(gateway, port, answer)] : [asked];
}

/** A call from a phone outside, or one dialled by the gateway. */
export async function makeCall(
  gateway: GatewayLives,
  simulator: SimulatorProcess,
  call: CallTraffic,
): Promise<CallMade> {
  const { direction, port, number, ringFor } = call;
  if (direction === 'incoming') {
    await simulator.tell('POST', `/modems/${port}/calls`, { from: number, ringFor });
    // Another caller would find the line busy.
    await delay(ringFor);
    return { ...call, hearing: 'accepted' };
  }
  const heard = await gateway.askOnce('/v1/calls', { body: { number, port } });
  if (heard === undefined) return { ...call, hearing: 'unknown' };
  return { ...call, hearing: heard.status === 201 ? 'accepted' : 'refused' };
}
