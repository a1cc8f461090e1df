/** Voice calls: V.250 6.3, 27.007 6.5, 6.10, 6.11, 7.6, 7.8, 7.12, 7.13, 7.18 and C.2.11. */

import { callStates, type ModuleCall, printedNumber } from '../call/module-calls.ts';
import { endCall, hold, placeCall, retrieve, takeCall } from '../call/terminal-calls.ts';
import type { Module } from '../module/module.ts';
import { answer, cme, error, type Outcome, ok } from '../module/outcome.ts';
import { type Parameter, readNumber, readNumbers, readText } from '../module/parameters.ts';
import type { Settings } from '../module/settings.ts';
import type { CallSwitch } from '../personas/persona.ts';
import type { CommandDefinition, CommandTable } from './command-table.ts';

const noCarrier: Outcome = { kind: 'vendor', text: 'NO CARRIER' };
/** 24.008 10.5.4.11: user busy, which the caller hears behind +CHLD=0 (UDUB) (22.030 6.5.5.1). */
const USER_BUSY = 17;

function inState({ calls }: Module, ...states: ModuleCall['state'][]): ModuleCall[] {
  return calls.list.filter(({ state }) => states.includes(state));
}

/** 27.007 6.2: with a semicolon a voice call; data calls this module has not. `I` and `G` end it as modifiers. */
function dial(module: Module, argument: string): Outcome {
  const typed = /^\s*([+0-9*#A-D\s,TPW!@-]*)[IG]*;$/i.exec(argument)?.[1];
  const number = typed?.replace(/[^+0-9*#]/g, '') ?? '';
  if (number === '') return typed === undefined ? noCarrier : error;
  if (inState(module, 'dialing', 'alerting', 'incoming').length > 0) return cme(3);
  return placeCall(module, number) ? ok : noCarrier;
}

function pickUp(module: Module): Outcome {
  const [call] = inState(module, 'incoming');
  if (call === undefined) return noCarrier;
  takeCall(module, call);
  return ok;
}

/** The present call or calls, not those on hold or waiting, unless there is nothing else. */
function hangUp(module: Module): Outcome {
  const present = inState(module, 'active', 'dialing', 'alerting', 'incoming');
  for (const call of present.length > 0 ? present : inState(module, 'held')) endCall(module, call);
  return ok;
}

/** +CLCC (27.007 7.18): direction 1 is an incoming call; a call without a number has none in its line. */
function listCalls({ calls }: Module): Outcome {
  return answer(
    ...calls.list.map(({ id, direction, state, number }) => {
      const { digits, type } = printedNumber(number);
      const head = `+CLCC: ${id},${direction === 'outgoing' ? 0 : 1},${callStates.indexOf(state)},0,0`;
      return number === '' ? head : `${head},"${digits}",${type}`;
    }),
  );
}

/** 27.007 7.13, 22.030 6.5.5.1: 0 ends what is on hold or refuses what waits, 1 and 2 leave the active call. */
function changeCalls(module: Module, parameters: readonly Parameter[]): Outcome {
  const text = readText(parameters[0]);
  const [, action = '', index = ''] = /^([0-2])([1-7]?)$/.exec(text) ?? [];
  if (action === '') return cme(50);
  if (index !== '') return changeOne(module, action, Number(index));
  const waiting = inState(module, 'waiting', 'incoming').at(0);
  if (action === '0') return refuseOrRelease(module, waiting);
  if (module.calls.list.length === 0) return cme(3);
  if (action === '1') for (const call of inState(module, 'active')) endCall(module, call);
  return swap(module, waiting);
}

/** +CHLD=0 (22.030 6.5.5): a waiting call is refused as busy; without one, all held calls end. */
function refuseOrRelease(module: Module, waiting: ModuleCall | undefined): Outcome {
  if (waiting !== undefined) endCall(module, waiting, USER_BUSY);
  else for (const call of inState(module, 'held')) endCall(module, call);
  return ok;
}

/** Takes what waits; else what was on hold comes back and the active call goes there. */
function swap(module: Module, waiting: ModuleCall | undefined): Outcome {
  const [held] = inState(module, 'held');
  // Where the active call has just ended, the one that waited rings by now.
  if (waiting !== undefined) takeCall(module, waiting);
  else if (held !== undefined) retrieve(module, held);
  else hold(module);
  return ok;
}

/** +CHLD=1x and 2x for one call by its id. +CME ERROR 21 where there is no such call. */
function changeOne(module: Module, action: string, id: number): Outcome {
  const call = module.calls.list.find(other => other.id === id);
  if (call === undefined || action === '0') return cme(21);
  if (action === '1') endCall(module, call);
  else if (call.state === 'held') retrieve(module, call);
  return ok;
}

type Switch = 'callerShown' | 'ringTypeShown' | 'connectedShown' | 'callNotices';

function toggle(name: string, setting: Switch, status = ''): CommandDefinition {
  return {
    errors: 'cme',
    test: `${name}: (0,1)`,
    read: ({ settings }) => answer(`${name}: ${settings[setting]}${status}`),
    set: ({ settings }, parameters) => switchOn(settings, setting, parameters),
  };
}

function switchOn(settings: Settings, setting: Switch, parameters: readonly Parameter[]): Outcome {
  const [value] = readNumbers(parameters, [{ allowed: [0, 1], otherwise: 0 }]) ?? [];
  if (value === undefined) return cme(50);
  settings[setting] = value;
  return ok;
}

/** 27.007 7.12: <n>, <mode> 0 disable, 1 enable, 2 query, <class> 1 voice. */
function setWaiting({ settings, attachment }: Module, parameters: readonly Parameter[]): Outcome {
  const notices = readNumber(parameters[0], { allowed: [0, 1], otherwise: settings.waitingShown });
  const mode = readNumber(parameters[1], { allowed: [0, 1, 2], otherwise: 3 });
  if (notices === undefined || mode === undefined || parameters.length > 3) return cme(50);
  settings.waitingShown = notices;
  if (mode === 3) return ok;
  if (!attachment) return cme(30);
  if (mode === 2) return answer(`+CCWA: ${settings.callWaiting ? 1 : 0},1`);
  settings.callWaiting = mode === 1;
  return ok;
}

/** 27.007 C.2.11: one tone; many modules take several as a string. */
function sendTones(module: Module, parameters: readonly Parameter[]): Outcome {
  const tones = readText(parameters[0]);
  return /^[0-9*#A-D]{1,32}$/.test(tones) ? sendEach(module, tones) : cme(50);
}

/** Two parameters: the call, then the tone. */
function sendVendorTone(module: Module, parameters: readonly Parameter[]): Outcome {
  if (module.persona.calls.toneCommand === undefined) return error;
  return parameters.length === 2 ? sendTones(module, parameters.slice(1)) : cme(50);
}

/** Sends tones in the active call (+VTS). +CME ERROR 3 where none is active. */
function sendEach(module: Module, tones: string): Outcome {
  const [call] = inState(module, 'active');
  if (call === undefined) return cme(3);
  for (const tone of tones) module.attachment?.sendTone(call.reference, tone);
  return ok;
}

/** Causes of 24.008 10.5.4.11 in the words of its annex H. */
const causeWords: Readonly<Record<number, string>> = {
  16: 'Normal call clearing',
  17: 'User busy',
  18: 'No user responding',
  19: 'User alerting, no answer',
  21: 'Call rejected',
  27: 'Destination out of order',
  31: 'Normal, unspecified',
  38: 'Network out of order',
  41: 'Temporary failure',
};

/** +CEER (27.007 6.10): the last cause in words or as a number, as the persona has it. */
function releaseReport({ calls, persona }: Module): Outcome {
  const { lastCause } = calls;
  if (lastCause === undefined) return answer('+CEER: No report available');
  const words = persona.calls.releaseReport === 'words' ? causeWords[lastCause] : undefined;
  return answer(`+CEER: ${words ?? lastCause}`);
}

/** The command that switches a persona's own notices of calls. */
function ownSwitch(name: CallSwitch) {
  return (module: Module, parameters: readonly Parameter[]): Outcome =>
    module.persona.calls.switchedBy === name ? switchOn(module.settings, 'callNotices', parameters) : error;
}

/** Commands of calls (27.007 6 and 7; V.250 6.3). */
export const callCommands: CommandTable = {
  D: { errors: 'cme', needs: 'ready', execute: dial },
  A: { errors: 'cme', execute: pickUp },
  H: { errors: 'cme', execute: hangUp },
  '+CHUP': { errors: 'cme', execute: hangUp },
  '+CLCC': { errors: 'cme', execute: listCalls, set: ownSwitch('+CLCC') },
  '^DSCI': { errors: 'cme', set: ownSwitch('^DSCI') },
  '+UCALLSTAT': { errors: 'cme', set: ownSwitch('+UCALLSTAT') },
  '#ECAM': { errors: 'cme', set: ownSwitch('#ECAM') },
  '+CHLD': { errors: 'cme', test: '+CHLD: (0,1,1x,2,2x)', set: changeCalls },
  '+CLIP': toggle('+CLIP', 'callerShown', ',1'),
  '+CRC': toggle('+CRC', 'ringTypeShown'),
  '+COLP': toggle('+COLP', 'connectedShown', ',1'),
  '+CCWA': {
    errors: 'cme',
    test: '+CCWA: (0,1)',
    read: ({ settings }) => answer(`+CCWA: ${settings.waitingShown}`),
    set: setWaiting,
  },
  '+VTS': { errors: 'cme', test: '+VTS: (0-9,*,#,A-D)', set: sendTones },
  '^DTMF': { errors: 'cme', set: sendVendorTone },
  '+CEER': { errors: 'cme', execute: releaseReport },
};
