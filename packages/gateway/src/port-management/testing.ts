/** Parts for tests of port management: a store that can be closed and reopened, and ports that record each order. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type FakeClock, fakeClock, silentLog } from '@simgate/daemon/testing';
import { noCallVerbs } from '../modem/calls/calls.ts';
import type { Forwardings } from '../modem/calls/forwarding.ts';
import type { ControlOutcome } from '../modem/control-outcome.ts';
import { noToolkit } from '../modem/toolkit/toolkit.ts';
import type { Port, PortControl, Reach, SimIdentity } from '../ports/port.ts';
import { openStore, type Store } from '../store/store.ts';

export interface TemporaryStore {
  readonly store: Store;
  readonly clock: FakeClock;
  /** As after a restart. */
  reopen(): Store;
}

export function temporaryStore(test: TestContext): TemporaryStore {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-ports-'));
  const clock = fakeClock();
  const open = (): Store => openStore({ folder, clock, log: silentLog });
  let store = open();
  test.after(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    store,
    clock,
    reopen: () => {
      store.close();
      store = open();
      return store;
    },
  };
}

/** A port that records each order; the test chooses its answers. */
export interface RecordingPort {
  readonly port: Port;
  readonly told: string[];
  /** Changeable at any time. */
  readonly answers: {
    sim: SimIdentity | undefined;
    reach: Reach;
    trouble: string;
    outcome: ControlOutcome;
    /** Whether the SIM takes its number. */
    stored: boolean;
    forwardings: Forwardings;
  };
}

function simOf(imsi: string): SimIdentity {
  return { iccid: `89${imsi}`, imsi, number: '', smsc: '' };
}

/** With a SIM of this IMSI that is ready. */
export function recordingPort(number: number, imsi = `26201000000000${number}`): RecordingPort {
  const told: string[] = [];
  const answers: RecordingPort['answers'] = {
    sim: simOf(imsi),
    reach: { modem: true, sim: 'ready' },
    trouble: '',
    outcome: { kind: 'done' },
    stored: true,
    forwardings: {},
  };
  const say = async (...words: (string | boolean)[]): Promise<ControlOutcome> => {
    told.push(words.join(' '));
    return answers.outcome;
  };
  const control: PortControl = {
    reach: () => answers.reach,
    desire: ({ power = 'as it is', slot = 'any' }) => void say('power', `${power},`, 'slot', `${slot}`),
    block: blocked => void say(blocked ? 'block' : 'unblock'),
    reset: () => void say('reset'),
    lock: (pin, locked) => say(locked ? 'lock' : 'unlock', pin),
    storeNumber: async text => {
      await say('number', text);
      return answers.stored;
    },
    forward: (condition, text) => say('forward', condition, text),
    cancelForwarding: () => say('cancel forwarding'),
    askForwarding: async () => {
      const outcome = await say('ask forwarding');
      return outcome.kind === 'done' ? { ...outcome, forwardings: answers.forwardings } : outcome;
    },
    ask: async () => ({ kind: 'failed', text: 'nobody asks here' }),
  };
  const port: Port = {
    number,
    snapshot: () => ({
      ...{ port: number, type: 'GSM', imei: '', sim: answers.sim, reg: 'REGISTER_OK', slot: 255 },
      ...{ callstate: 'Idle', signal: 20, gprs: 'detached', canSend: answers.trouble === '' },
      ...{ trouble: answers.trouble, reason: '', capabilities: {} },
    }),
    submit: () => Promise.reject(new TypeError('nothing is submitted here')),
    submitting: false,
    sendUssd: () => Promise.reject(new TypeError('nothing is asked here')),
    cancelUssd: async () => {},
    record: on => void say('record', on),
    listen: () => () => {},
    control,
    calls: noCallVerbs,
    toolkit: noToolkit,
  };
  return { port, told, answers };
}
