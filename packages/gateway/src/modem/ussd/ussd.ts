/** USSD over one modem whose ladder is climbed: asking, answering the network's question, ending (27.007 7.15). */

import type { Clock } from '@simgate/daemon';
import { EncodeError } from '@simgate/gsm';
import type { Channel } from '../../at/channel.ts';
import type { Reply } from '../../at/command.ts';
import type { AtError } from '../../at/result.ts';
import { parseTextOffer } from '../../at/settings.ts';
import type { UssdLine } from '../../at/ussd.ts';
import { parseUssd } from '../../at/ussd.ts';
import type { UssdForm } from '../../dialects/dialect.ts';
import { ask, set } from '../ask.ts';
import {
  type CharacterSet,
  DEFAULT_ALPHABET,
  isLongPacked,
  joinPacked,
  mayBeCut,
  provenForm,
  readUssd,
  type WrittenUssd,
  writeUssd,
} from './ussd-coding.ts';

/** State of a session by the network or modem: <m> of 27.007 7.15 in words. */
export type UssdStatus =
  | 'done'
  /** The network waits for an answer. */
  | 'question'
  /** Ended by the network. */
  | 'terminated'
  /** Another client of the modem took the session. */
  | 'elsewhere'
  | 'notSupported'
  | 'networkTimeout';

export interface UssdNotice {
  readonly status: UssdStatus;
  /** "" where the line has none. */
  readonly text: string;
  /** The text begins with that of the notice before, which was cut, and stands in its place. */
  readonly replaces?: true;
}

/** The outcome of a request at the modem; the answer of the network comes as a notice. */
export type UssdSending =
  /** Handed over: the answer comes, or came already. */
  | { readonly kind: 'taken' }
  /** Nothing was sent; why, for people. */
  | { readonly kind: 'refused'; readonly text: string }
  /** The modem went away or fell silent over it. */
  | { readonly kind: 'lost'; readonly text: string };

export interface UssdOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  /** How the maker's modules want a request in the default alphabet, best first. */
  readonly forms: readonly UssdForm[];
  /** The form of answers, where the maker's modules are known for one. */
  readonly answers?: UssdForm | undefined;
  /** Milliseconds to the modem's result code: some give it only behind the network's answer. */
  readonly deadline: number;
}

/** By <m>. */
const statuses: readonly UssdStatus[] = [
  'done',
  'question',
  'terminated',
  'elsewhere',
  'notSupported',
  'networkTimeout',
];

/** Causes that blame the text (27.007 9.2.1: 24 too long, 25 characters, 50 parameters; 304 in modules of the older kind). */
const textCauses = [24, 25, 50, 304];

/** A later refusal may be the network's. Milliseconds. */
const REFUSED_WITHIN = 3000;

/** The same words so soon again, with nothing sent between, are one line that came twice. Milliseconds. */
const REPEATED_WITHIN = 2000;

/** So many plain texts in a row, and no septets, show that a module of a maker known for septets writes characters. */
const PLAIN_TEXTS = 3;

/** The rest of an answer that was cut comes so soon behind it. Milliseconds. */
const REST_WITHIN = 1000;

const nothingHeard = { line: '', at: Number.NEGATIVE_INFINITY };

export class UssdDriver {
  readonly #options: UssdOptions;
  #form: UssdForm;
  /** The form of answers as it is known or was seen; characters that were seen stand. */
  #answers: UssdForm | undefined;
  #hasSeenCharacters = false;
  /** Plain texts since septets were seen. */
  #plainTexts = 0;
  #characterSet: CharacterSet = 'GSM';
  #learned: Promise<void> | undefined;
  #last = nothingHeard;
  /** Packed septets that the module may have cut, with all that came of them. */
  #cut: { readonly line: UssdLine; readonly at: number } | undefined;

  /** Switches the modem's notices on at once; its character set is asked for with the first request. */
  constructor(options: UssdOptions) {
    const [form = 'characters'] = options.forms;
    this.#options = options;
    this.#form = form;
    this.#answers = options.answers;
    // 27.007 7.15, <n> 1: without it some modems report no session that the network begins.
    void set(options.channel, 'AT+CUSD=1');
  }

  /** Begins a session, or answers the question of the one that is open. Never rejects. */
  async send(text: string): Promise<UssdSending> {
    this.#learned ??= this.#learn();
    await this.#learned;
    try {
      return sendingOf(await this.#sendInForms(text));
    } catch (error) {
      if (!(error instanceof EncodeError)) throw error;
      return { kind: 'refused', text: error.message };
    }
  }

  /** Ends the session at the network too; nothing open is no error. Resolves when the modem has answered. */
  async cancel(): Promise<void> {
    await ask(this.#options.channel, 'AT+CUSD=2');
  }

  /** Undefined where the line is damaged, or came twice. */
  read(line: string): UssdNotice | undefined {
    const parsed = parseUssd(line);
    const status = parsed && statuses[parsed.status];
    if (parsed === undefined || status === undefined || this.#isRepeated(line)) return undefined;
    const whole = this.#wholeOf(parsed);
    const heard = whole ?? parsed;
    this.#see(heard);
    const isOpen = this.#answers === 'packed' && mayBeCut(heard);
    this.#cut = isOpen ? { line: heard, at: this.#options.clock.monotonic() } : undefined;
    const text = readUssd(heard, this.#answers, this.#characterSet);
    return { status, text, ...(whole !== undefined && { replaces: true }) };
  }

  /** The line with the piece in front of it that it goes on with: pieces end inside a septet, so that none can be read alone. */
  #wholeOf(line: UssdLine): UssdLine | undefined {
    const cut = this.#cut;
    const isSoon = cut !== undefined && this.#options.clock.monotonic() - cut.at <= REST_WITHIN;
    return isSoon ? joinPacked(cut.line, line) : undefined;
  }

  #see(line: UssdLine): void {
    const form = provenForm(line);
    const isKnownPacked = this.#options.answers === 'packed';
    if (form !== undefined) this.#plainTexts = form === 'characters' ? this.#plainTexts + 1 : 0;
    const isPlain = form === 'characters' && (!isKnownPacked || this.#plainTexts >= PLAIN_TEXTS);
    this.#hasSeenCharacters ||= isPlain;
    if (isPlain) this.#answers = 'characters';
    else if (this.#answers === undefined) this.#answers = form;
    else if (isLongPacked(line) && (isKnownPacked || !this.#hasSeenCharacters)) this.#answers = 'packed';
  }

  async #learn(): Promise<void> {
    this.#characterSet = await askCharacterSet(this.#options.channel);
  }

  /** In the form that worked last; where the modem blames the text, in another one; last without the coding, which some do not take. */
  async #sendInForms(text: string): Promise<Reply> {
    const written = writeUssd(text, this.#form, this.#characterSet);
    const begun = this.#options.clock.monotonic();
    const reply = await this.#write(written);
    if (!this.#isOfText(reply, begun)) return reply;
    const other = this.#otherForms(reply.error)
      .map(form => ({ form, written: writeUssd(text, form, this.#characterSet) }))
      .find(again => again.written.text !== written.text);
    const second = other === undefined ? reply : await this.#write(other.written);
    if (other !== undefined && second.kind === 'ok') this.#form = other.form;
    const isOfText = this.#isOfText(second, begun);
    if (!isOfText || written.dataCodingScheme !== DEFAULT_ALPHABET) return second;
    const bare = await this.#write({ text: written.text });
    return bare.kind === 'error' ? reply : bare;
  }

  /** A modem that refuses the text does so at once, and no answer of the network comes: that one is not to be asked twice. */
  #isOfText(reply: Reply, begun: number): reply is Extract<Reply, { kind: 'error' }> {
    const isAtOnce = this.#options.clock.monotonic() - begun < REFUSED_WITHIN;
    return reply.kind === 'error' && blamesText(reply.error) && isAtOnce && this.#last === nothingHeard;
  }

  /** Those of the maker; septets too where the modem names the text as the cause: a module that nobody knew may want them. */
  #otherForms({ code }: AtError): readonly UssdForm[] {
    const isNamed = code !== undefined && textCauses.includes(code);
    const known: readonly UssdForm[] = [...this.#options.forms, ...(isNamed ? (['packed'] as const) : [])];
    return known.filter((form, index) => form !== this.#form && known.indexOf(form) === index);
  }

  async #write({ text, dataCodingScheme }: Partial<WrittenUssd>): Promise<Reply> {
    this.#last = nothingHeard;
    this.#cut = undefined;
    const { channel, deadline } = this.#options;
    const coding = dataCodingScheme === undefined ? '' : `,${dataCodingScheme}`;
    return channel.run({ text: `AT+CUSD=1,"${text}"${coding}`, deadline });
  }

  #isRepeated(line: string): boolean {
    const before = this.#last;
    this.#last = { line, at: this.#options.clock.monotonic() };
    return line === before.line && this.#last.at - before.at < REPEATED_WITHIN;
  }
}

/** As the ladder left it, or as the modem has it all the same (27.007 5.5). */
async function askCharacterSet(channel: Channel): Promise<CharacterSet> {
  const answer = await ask(channel, 'AT+CSCS?', ['+CSCS']);
  const name = answer.ok ? parseTextOffer(answer.line)[0]?.[0] : undefined;
  return name === 'UCS2' || name === 'IRA' ? name : 'GSM';
}

function blamesText({ source, code }: AtError): boolean {
  return source === 'plain' || (code !== undefined && textCauses.includes(code));
}

function sendingOf(reply: Reply): UssdSending {
  switch (reply.kind) {
    case 'ok':
      return { kind: 'taken' };
    case 'error':
      return { kind: 'refused', text: `the modem refused it: ${reply.error.text}` };
    case 'timeout':
      return { kind: 'lost', text: 'the modem gave no answer to it' };
    case 'closed':
      return { kind: 'lost', text: reply.reason };
  }
}
