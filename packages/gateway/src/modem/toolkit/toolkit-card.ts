/** The toolkit over the bare card (+CSIM, 27.007 8.17): we fetch, answer and poll as a terminal does (102 221 11.2 and 14). */
import {
  type CardAnswer,
  type CardClass,
  type CardInstruction,
  commandTypeOf,
  durationMilliseconds,
  type Envelope,
  encodeEnvelope,
  encodeStatusCommand,
  encodeTerminalResponse,
  type TerminalResponse,
} from '@simgate/gsm';
import { ask } from '../ask.ts';
import { type Exchange, exchange, transmit } from './card-access.ts';
import { askPlace } from './place.ts';
import type { ToolkitDriver, ToolkitDriverOptions, ToolkitOutcome } from './toolkit.ts';
import { menuSelection, outcomeOfStatus, profileOctets, readCommand } from './toolkit-commands.ts';

/** How often the card is asked whether it wants something, until it sets another interval (102 221 14.6.2). Milliseconds. */
const POLL_INTERVAL = 30_000;
/** A card may set less; the line is for messages too. */
const LEAST_INTERVAL = 1000;

export class CardDriver implements ToolkitDriver {
  readonly moduleActs = false;
  readonly #options: ToolkitDriverOptions;
  /** Undefined: its toolkit has not begun. */
  #card: CardClass | undefined;
  /** One exchange after the other: what a status announces is fetched before anything else is put to the card. */
  #turn: Promise<unknown> = Promise.resolve();
  /** A command is open: the card announces no other. */
  #open = false;
  /** Undefined: the card switched polling off. */
  #interval: number | undefined = POLL_INTERVAL;
  #cancelPoll = (): void => {};
  #closed = false;

  constructor(options: ToolkitDriverOptions) {
    this.#options = options;
  }

  /** A missing test form (`AT+CSIM=?`) does not mean that the command is missing: the profile is sent all the same. */
  async start(): Promise<boolean> {
    const { channel, warning } = this.#options;
    const offered = (await ask(channel, 'AT+CSIM=?', [], { bare: true, priority: 'idle' })).ok;
    const obstacle = await this.#sendProfile();
    if (obstacle !== undefined)
      warning(
        offered
          ? `the card did not get the terminal profile: ${obstacle}`
          : 'this modem has no +CSIM: the SIM toolkit is out of reach',
      );
    return offered || obstacle === undefined;
  }

  /** The reason, for people, why the card did not get the profile. */
  async #sendProfile(): Promise<string | undefined> {
    for (const card of ['uicc', 'sim'] as const) {
      const answer = await exchange(
        this.#options.channel,
        card,
        'terminalProfile',
        { data: profileOctets },
        'idle',
      );
      if ('problem' in answer) return answer.problem;
      if (answer.status.kind === 'class') continue;
      await this.#begin(card, answer);
      break;
    }
    return undefined;
  }

  /** A card that refuses the profile has no toolkit. */
  async #begin(card: CardClass, answer: CardAnswer): Promise<void> {
    if (outcomeOfStatus(answer).kind === 'refused') return;
    this.#card = card;
    await this.#inTurn(() => this.#follow(card, answer, false));
  }

  /** Notices have no part in it. */
  takeNotice(): boolean {
    return false;
  }

  close(): void {
    this.#closed = true;
    this.#cancelPoll();
  }

  respond(response: TerminalResponse): Promise<ToolkitOutcome> {
    this.#heed(response);
    return this.#put('terminalResponse', encodeTerminalResponse(response));
  }

  envelope(envelope: Envelope): Promise<ToolkitOutcome> {
    return this.#put('envelope', encodeEnvelope(envelope));
  }

  choose(item: number): Promise<ToolkitOutcome> {
    return this.envelope(menuSelection(item));
  }

  place() {
    const { channel, registrations } = this.#options;
    return askPlace(channel, registrations());
  }

  /** 102 223 6.4.6, 6.4.14: the interval that the answer grants, or none. */
  #heed({ details, duration, result }: TerminalResponse): void {
    if (result.general >= 0x10) return;
    if (details.commandType === commandTypeOf('pollingOff')) this.#interval = undefined;
    if (details.commandType === commandTypeOf('pollInterval') && duration !== undefined)
      this.#interval = Math.max(durationMilliseconds(duration), LEAST_INTERVAL);
  }

  /** Hands octets over; what the card wants then is fetched behind it. */
  #put(name: CardInstruction, data: Uint8Array): Promise<ToolkitOutcome> {
    return this.#inTurn(async () => {
      const card = this.#card;
      if (card === undefined) return { kind: 'refused', reason: 'the card has no toolkit' };
      const answer = await exchange(this.#options.channel, card, name, { data });
      const outcome = outcomeOfExchange(answer);
      // The card may have received an answer whose result was lost: the card's next status shows it.
      const isTaken = outcome.kind === 'taken' || 'problem' in answer;
      if (name === 'terminalResponse' && isTaken) this.#open = false;
      void this.#inTurn(() =>
        'problem' in answer ? this.#askStatus(card, true) : this.#follow(card, answer, isTaken),
      );
      return outcome;
    });
  }

  /** @param mayEnd with nothing more wanted, the card's session is over (102 223 6.8) */
  async #follow(card: CardClass, { status }: CardAnswer, mayEnd: boolean): Promise<void> {
    if (this.#closed) return;
    if (status.kind === 'command') await this.#fetch(card, status.length);
    else if (mayEnd && !this.#open) this.#options.onNotice({ kind: 'ended' });
    this.#poll(card);
  }

  async #fetch(card: CardClass, length: number): Promise<void> {
    const { channel, warning } = this.#options;
    const ask = () => exchange(channel, card, 'fetch', { length });
    const first = await ask();
    const answer = 'problem' in first ? await ask() : first;
    if ('problem' in answer) return warning(`a toolkit command was not fetched: ${answer.problem}`);
    if (answer.data.length === 0)
      return warning(`the card had nothing to fetch (${answer.words}): is the module's own toolkit on?`);
    this.#open = true;
    readCommand(
      () => answer.data,
      this.#options,
      response => this.respond(response),
    );
  }

  /** 102 221 14.6: with STATUS the terminal gives the card a chance to speak. */
  #poll(card: CardClass): void {
    this.#cancelPoll();
    const interval = this.#interval;
    if (interval === undefined || this.#closed) return;
    this.#cancelPoll = this.#options.clock.after(interval, () => {
      void this.#inTurn(() => this.#askStatus(card, false));
    });
  }

  async #askStatus(card: CardClass, mayEnd: boolean): Promise<void> {
    if (this.#closed) return;
    const answer = this.#open
      ? undefined
      : await transmit(this.#options.channel, encodeStatusCommand(card), 'idle');
    if (answer === undefined || 'problem' in answer) this.#poll(card);
    else await this.#follow(card, answer, mayEnd);
  }

  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(action);
    this.#turn = result;
    return result;
  }
}

function outcomeOfExchange(answer: Exchange): ToolkitOutcome {
  return 'problem' in answer ? { kind: 'refused', reason: answer.problem } : outcomeOfStatus(answer);
}
