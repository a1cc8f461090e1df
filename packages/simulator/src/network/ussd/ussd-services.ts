/** The network's USSD services as trees: each step shows a text and ends, or asks and goes on by the answer. */

import { TpduError } from '../../codec/octets.ts';
import { writeUssdString } from '../../codec/ussd-string.ts';

/** A text and how it goes over the air. `{number}`, `{balance}` and `{answer}` are filled in. */
interface Words {
  readonly text: string;
  readonly encoding?: 'gsm7' | 'ucs2';
  /** Two letters put in front of the text (23.038 clause 5). */
  readonly language?: string;
}

/** `milliseconds` before it happens; default: the time a segment takes on the air. */
interface Timed {
  readonly milliseconds?: number;
}

/** One step of a service: the text that the network sends, and what follows it. */
export type UssdStep = Timed &
  (
    | (Words & {
        readonly kind: 'tell';
        /** Cents that the account gets with it. */
        readonly credit?: number;
      })
    | (Words & {
        readonly kind: 'ask';
        /** Next steps by answer. */
        readonly choices?: Readonly<Record<string, UssdStep>>;
        /** Next step for any other answer; without it the session is released. */
        readonly otherwise?: UssdStep;
      })
    /** The network ends it without a word. */
    | { readonly kind: 'release' }
    /** No answer ever comes. */
    | { readonly kind: 'silence' }
    | { readonly kind: 'timeout' }
    | { readonly kind: 'notSupported' }
  );

/** Steps by the code that is dialled. */
export type UssdServices = Readonly<Record<string, UssdStep>>;

function tell(text: string, more: Partial<Words> = {}): UssdStep {
  return { kind: 'tell', text, ...more };
}

const language: UssdStep = {
  kind: 'ask',
  text: 'Language\n1 English\n2 Deutsch\n3 Русский',
  choices: {
    1: tell('Language set to English.'),
    2: tell('Sprache auf Deutsch gestellt.'),
    3: tell('Язык изменён на русский.'),
  },
  otherwise: tell('There is no such language.'),
};

const menu: UssdStep = {
  kind: 'ask',
  text: 'Self service\n1 Balance\n2 My number\n3 Settings\n0 End',
  choices: {
    1: tell('Your balance is {balance} EUR.'),
    2: tell('Your number is {number}.'),
    3: {
      kind: 'ask',
      text: 'Settings\n1 Language\n2 Voicemail\n0 End',
      choices: { 1: language, 2: tell('Voicemail is on.'), 0: tell('Goodbye.') },
    },
    0: tell('Goodbye.'),
  },
};

/** 182 septets: the longest text of the default alphabet. */
const longText =
  'All your bundles: 5000 MB data until 31.12., 120 min calls to all networks, 300 SMS to all networks. '.concat(
    'Roaming: 1000 MB, 30 min. Order more with *101#, help with *102#. Thank you! 1234',
  );

/** The services of every network at its start. */
export const defaultServices: UssdServices = {
  '*100#': tell('Your balance is {balance} EUR.'),
  '*101#': {
    kind: 'ask',
    text: 'Enter the number of your voucher',
    otherwise: {
      kind: 'tell',
      text: 'Voucher {answer} accepted: 10.00 EUR. Your balance is {balance} EUR.',
      credit: 1000,
    },
  },
  '*102#': menu,
  '*110#': tell(longText),
  '*111#': tell('Ваш баланс {balance} р. Пакет: 5 ГБ, 100 мин, 50 SMS до 31.12.'),
  '*112#': tell('رصيدك {balance} د.ل، الصلاحية 2026-12-31', { language: 'ar' }),
  '*113#': tell('You won 🎁! 😀 Thank you 🙏'),
  '*114#': tell('Guthaben: {balance} €. Gültig für Grüße aus Österreich.', { language: 'de' }),
  '*115#': tell('Your plan is "Large"\n1 GB left, "Extra" is on\nBye'),
  '*120#': { kind: 'silence' },
  '*121#': { kind: 'release' },
  '*122#': { kind: 'timeout' },
  '*123#': { kind: 'notSupported' },
  '*124#': { ...tell('This took ten seconds.'), milliseconds: 10_000 },
  '*125#': tell('Thank you!'),
};

/** A step whose text no USSD string can carry: its place, as `*102#.choices.1`, and why. */
export interface Mismatch {
  readonly place: string;
  readonly reason: string;
}

/** The first mismatch of the services; what is filled in later is not counted. */
export function mismatchOf(services: UssdServices, place = ''): Mismatch | undefined {
  for (const [name, step] of Object.entries(services)) {
    const mismatch = mismatchOfStep(step, place === '' ? name : `${place}.${name}`);
    if (mismatch !== undefined) return mismatch;
  }
  return undefined;
}

function mismatchOfStep(step: UssdStep, place: string): Mismatch | undefined {
  if (step.kind !== 'tell' && step.kind !== 'ask') return undefined;
  try {
    writeUssdString(step.text, step);
  } catch (error) {
    if (!(error instanceof TpduError)) throw error;
    return { place, reason: error.reason };
  }
  if (step.kind === 'tell') return undefined;
  const { choices = {}, otherwise } = step;
  return mismatchOf(choices, place) ?? (otherwise && mismatchOfStep(otherwise, `${place}.otherwise`));
}
