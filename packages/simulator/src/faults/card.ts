/** The SIM: late, missing, lost, locked, or another one than before. */

import { cme } from '../module/outcome.ts';
import { parseParameters, readString } from '../module/parameters.ts';
import { announce, attach, changeSim, detach, restart } from '../module/power.ts';
import { PIN_TRIES, type SimCard, simCondition } from '../sim-card.ts';
import { defineFault, type FaultContext, type FaultTable, type Working } from './fault.ts';
import { cardCommands, changeLines, commandMatcher } from './matching.ts';
import {
  flag,
  milliseconds,
  number,
  optionalMilliseconds,
  requiredChoice,
  text,
  texts,
} from './parameters.ts';

const isCardCommand = commandMatcher(cardCommands);
const notRegistered = { registration: () => 0 };

/** Faults of the card: gone, late, another one, locked. */
export const cardFaults: FaultTable = {
  noSim: defineFault({
    effect: 'there is no card in the slot',
    parameters: {},
    work: (_values, { module }) => {
      let card: SimCard | undefined;
      return {
        begin() {
          card = module.sim;
          changeSim(module, undefined);
        },
        end() {
          if (module.sim === undefined) changeSim(module, card);
        },
      };
    },
  }),
  simLate: defineFault({
    effect:
      'the card cannot be read for so long after this moment and after each start of the module: +CME ERROR with this code; then the lines of a start with a card',
    parameters: { milliseconds: milliseconds(30_000), code: number(14, 0, 999) },
    work: simLate,
  }),
  simLost: defineFault({
    effect:
      'the module has lost contact with its card: these notices, then +CME ERROR with this code to all that needs the card, no registration',
    parameters: { code: number(10, 0, 999), notices: texts(['+CPIN: NOT READY']) },
    ends: 'restart',
    work: ({ code, notices }, { module }) => ({
      ...notRegistered,
      begin() {
        for (const notice of notices) module.link.notice([notice]);
        detach(module);
      },
      end: () => attach(module),
      command: (command, next) => (isCardCommand(command) ? cme(code) : next()),
    }),
  }),
  pinAsked: defineFault({
    effect: 'the card asks for this PIN, with so many tries left',
    parameters: { pin: text('1234'), tries: number(PIN_TRIES, 1, PIN_TRIES) },
    work: ({ pin, tries }, context) =>
      withCode(context, { pin, enabled: true, verified: false, pinTriesLeft: tries }),
  }),
  pukAsked: defineFault({
    effect: 'the tries of the PIN are used up: the card asks for its PUK',
    parameters: {},
    work: (_values, context) => withCode(context, { enabled: true, verified: false, pinTriesLeft: 0 }),
  }),
  pinRefused: defineFault({
    effect: 'the right PIN is refused with +CME ERROR: 16; with `counts` the try is lost',
    parameters: { counts: flag(true) },
    work: ({ counts }, { module, used }) => ({
      command(command, next) {
        const code = module.sim?.code;
        if (command.name !== '+CPIN' || command.form !== 'set' || code === undefined) return next();
        if (simCondition(code) !== 'pin' || code.pinTriesLeft === 0) return next();
        if (readString(parseParameters(command.argument)[0]) !== code.pin) return next();
        used();
        if (counts) code.pinTriesLeft -= 1;
        return cme(simCondition(code) === 'puk' ? 12 : 16);
      },
    }),
  }),
  simChange: defineFault({
    effect: 'another card is in the slot, or another profile on the card; the fault is over when all is done',
    parameters: {
      form: requiredChoice(['notice', 'notReady', 'unregistered', 'profile', 'imsi', 'restart', 'silence']),
      card: number(1, 0, 99),
      milliseconds: optionalMilliseconds(),
    },
    work: (values, context) => changeForms[values.form](context, values.card, values.milliseconds),
  }),
  cardStatus: defineFault({
    effect: 'successful +CRSM and +CSIM end in this status word in place of 9000, such as 910C or 9F10',
    parameters: { word: text('910C') },
    work: ({ word }) => ({
      command(command, next) {
        if (command.name !== '+CRSM' && command.name !== '+CSIM') return next();
        return changeLines(next(), lines => lines.map(line => withStatus(line, word)));
      },
    }),
  }),
};

function simLate(values: { milliseconds: number; code: number }, context: FaultContext): Working {
  const { module, after } = context;
  let hidden: SimCard | undefined;
  let starts = 0;
  const hide = () => {
    starts += 1;
    const own = starts;
    hidden = hidden ?? module.sim;
    module.sim = undefined;
    if (module.power === 'on') attach(module);
    after(values.milliseconds, () => {
      if (own === starts) show();
    });
  };
  const show = () => {
    if (hidden === undefined || module.sim !== undefined) return;
    module.sim = hidden;
    hidden = undefined;
    if (module.power !== 'on') return;
    const { boot } = module.persona;
    announce(module, simCondition(module.sim.code) === 'ready' ? boot.simReady : boot.simLocked);
    attach(module);
  };
  return {
    begin: hide,
    started: hide,
    end: show,
    command: (command, next) => (hidden && isCardCommand(command) ? cme(values.code) : next()),
  };
}

/** Gives the card's codes other values while the fault lasts. */
function withCode({ module }: FaultContext, values: Partial<SimCard['code']>): Working {
  const code = module.sim?.code;
  const before = code && { ...code };
  return {
    begin() {
      if (code) Object.assign(code, values);
      attach(module);
    },
    end() {
      if (!code || !before) return;
      const { pin, enabled, pinTriesLeft, verified } = before;
      Object.assign(code, { pin, enabled, pinTriesLeft, verified });
      attach(module);
    },
  };
}

type ChangeForm = (context: FaultContext, card: number, milliseconds: number | undefined) => Working;

/** Each way in which a module gets another SIM. */
const changeForms = {
  /** With the notices of the persona. */
  notice: ({ module, card, end }, number) => ({
    begin() {
      changeSim(module, card(number));
      end();
    },
  }),
  /** `+CPIN: NOT READY`, and `+CPIN: READY` 4 s later. */
  notReady: (context, number, time = 4000) =>
    awayFromNetwork(context, { time, first: ['+CPIN: NOT READY'], last: ['+CPIN: READY'] }, () =>
      context.card(number),
    ),
  /** Without a word, while the module is not registered for 8 s. */
  unregistered: (context, number, time = 8000) =>
    awayFromNetwork(context, { time, first: [], last: [] }, () => context.card(number)),
  /** The profile of an eUICC: ICCID and IMSI are new behind the lines of a start with a card, 4 s later. */
  profile: (context, number, time = 4000) =>
    awayFromNetwork(
      context,
      {
        time,
        first: ['+CPIN: NOT READY'],
        last: context.module.persona.boot.simReady.map(({ text }) => text),
      },
      () => context.card(number),
    ),
  /** The applet of a multi-IMSI card: the ICCID stays. */
  imsi: (context, number, time = 8000) =>
    awayFromNetwork(context, { time, first: [], last: [] }, () => otherIdentity(context, number)),
  /** Found at the next start. */
  restart: ({ module, card, end }, number, time) => ({
    begin() {
      module.sim = card(number);
      end();
      restart(module, time);
    },
  }),
  /** Changed while the module neither answers nor speaks for 10 s. */
  silence: ({ module, card, end, after }, number, time = 10_000) => ({
    begin() {
      module.hung = true;
      after(time, () => {
        module.sim = card(number);
        attach(module);
        module.hung = false;
        end();
      });
    },
  }),
} as const satisfies Record<string, ChangeForm>;

function otherIdentity({ module, card }: FaultContext, number: number): SimCard {
  const { imsi, number: ownNumber, ownNumbers } = card(number);
  const present = module.sim ?? card(number);
  return { ...present, imsi, number: ownNumber, ownNumbers };
}

function awayFromNetwork(
  { module, after, end }: FaultContext,
  { time, first, last }: { time: number; first: readonly string[]; last: readonly string[] },
  card: () => SimCard,
): Working {
  return {
    registration: () => 2,
    begin() {
      for (const notice of first) module.link.notice([notice]);
      detach(module);
      after(time, () => {
        module.sim = card();
        for (const notice of last) module.link.notice([notice]);
        end();
      });
    },
    end: () => attach(module),
  };
}

/** `+CRSM: 144,0` becomes two decimal octets, a response of +CSIM ends in other digits. */
function withStatus(line: string, word: string): string {
  const [high, low] = [word.slice(0, 2), word.slice(2, 4)].map(digits => Number.parseInt(digits, 16));
  return line.replace(/^\+CRSM: 144,0/, `+CRSM: ${high},${low}`).replace(/9000("?)$/, `${word}$1`);
}
