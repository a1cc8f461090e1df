/** USSD over one modem whose ladder is climbed: asking, answering the network's question, ending (27.007 7.15). */
import { EncodeError } from '@simgate/gsm';
import type { Channel } from '../../at/channel.ts';
import type { Reply } from '../../at/command.ts';
import type { AtError } from '../../at/result.ts';
import { parseTextOffer } from '../../at/settings.ts';
import { parseUssd } from '../../at/ussd.ts';
import type { Clock } from '../../clock.ts';
import type { UssdForm } from '../../dialects/dialect.ts';
import { ask, set } from '../ask.ts';
import { type CharacterSet, readUssd, type WrittenUssd, writeUssd } from './ussd-coding.ts';

/** What the network or modem says of a session; <m> of 27.007 7.15 in words. */
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
  /** "" where it says none. */
  readonly text: string;
}

/** What became of a request at the modem; what the network says to it comes as a notice. */
export type UssdSending =
  /** Handed over: the answer comes, or came already. */
  | { readonly kind: 'taken' }
  /** Nothing was sent; why, for people. */
  | { readonly kind: 'refused'; readonly text: string }
  /** The modem went away or fell silent over it. */
  | { readonly kind: 'lost'; readonly text: string };

export interface UssdDriver {
  /** Begins a session, or answers the question of the one that is open. Never rejects. */
  send(text: string): Promise<UssdSending>;
  /** Ends the session at the network too; nothing open is no error. Resolves when the modem has answered. */
  cancel(): Promise<void>;
  /** Undefined where the line is damaged, or came twice. */
  read(line: string): UssdNotice | undefined;
}

export interface UssdOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  /** How the maker's modules want a request in the default alphabet, best first. */
  readonly forms: readonly UssdForm[];
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

/** The same words so soon again, with nothing sent between, are one line that came twice. Milliseconds. */
const REPEATED_WITHIN = 2000;

/** Drives USSD; the modem's notices are switched on at once, its character set is asked for with the first request. */
export function createUssd({ channel, clock, forms, deadline }: UssdOptions): UssdDriver {
  let form: UssdForm = forms[0] ?? 'characters';
  let characterSet: CharacterSet = 'GSM';
  let learned: Promise<void> | undefined;
  let last = { line: '', at: Number.NEGATIVE_INFINITY };
  // 27.007 7.15, <n> 1: without it some say nothing of sessions that the network begins.
  void set(channel, 'AT+CUSD=1');

  const learn = async (): Promise<void> => {
    characterSet = await askCharacterSet(channel);
  };

  const write = async ({ text, dataCodingScheme }: WrittenUssd): Promise<Reply> => {
    last = { line: '', at: Number.NEGATIVE_INFINITY };
    return channel.run({ text: `AT+CUSD=1,"${text}",${dataCodingScheme}`, deadline });
  };

  const isRepeated = (line: string): boolean => {
    const before = last;
    last = { line, at: clock.monotonic() };
    return line === before.line && last.at - before.at < REPEATED_WITHIN;
  };

  /** In the form that worked last; where the modem blames the text, in the others. */
  const sendInForms = async (text: string): Promise<Reply> => {
    const written = writeUssd(text, form, characterSet);
    const reply = await write(written);
    if (reply.kind !== 'error' || !blamesText(reply.error)) return reply;
    for (const other of forms.filter(one => one !== form)) {
      const again = writeUssd(text, other, characterSet);
      if (again.text === written.text) continue;
      const second = await write(again);
      if (second.kind === 'ok') form = other;
      return second;
    }
    return reply;
  };

  return {
    async send(text) {
      learned ??= learn();
      await learned;
      try {
        return sendingOf(await sendInForms(text));
      } catch (error) {
        if (!(error instanceof EncodeError)) throw error;
        return { kind: 'refused', text: error.message };
      }
    },
    async cancel() {
      await ask(channel, 'AT+CUSD=2');
    },
    read(line) {
      const parsed = parseUssd(line);
      const status = statuses[parsed?.status ?? statuses.length];
      if (parsed === undefined || status === undefined || isRepeated(line)) return undefined;
      return { status, text: readUssd(parsed, form, characterSet) };
    },
  };
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
