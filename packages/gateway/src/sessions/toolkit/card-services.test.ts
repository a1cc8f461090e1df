import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { settle } from '../../at/testing.ts';
import type { CallRecord, CallStage, Calls } from '../calls/calls.ts';
import { endings } from '../ussd/ussd-dialogue.ts';
import type { UssdDialogue, UssdDialogueState, UssdSessions } from '../ussd/ussd-sessions.ts';
import { SessionServices } from './card-services.ts';
import type { ServiceOutcome, ToolkitPort } from './paid-commands.ts';

const port = { number: 3 } as ToolkitPort;

/** The content of the store, changed by the test; each change is a commit. */
function bench(status: 200 | 486 = 200, dials = true) {
  const asked: string[] = [];
  let dialogue: UssdDialogue | undefined;
  let call: CallRecord | undefined;
  let commit = () => {};
  const ussd: UssdSessions = {
    send: async ([first = 0], text) => {
      asked.push(`ussd ${first} ${text}`);
      return { ok: true, requestId: 5, items: [{ port: first, status }] };
    },
    cancel: async ([first = 0]) => {
      asked.push(`cancel ${first}`);
      return { ok: true, requestId: 6, items: [] };
    },
    reply: () => '',
    dialogues: ({ requestId }) => (requestId === 5 && dialogue ? [dialogue] : []),
  };
  const calls: Pick<Calls, 'dial' | 'find'> = {
    dial: async ({ port: number, number: dialled }) => {
      asked.push(`dial ${number} ${dialled}`);
      call = record('dialing');
      return dials ? { ok: true, call } : { ok: false, code: 409, error: 'busy' };
    },
    find: () => call,
  };
  const services = new SessionServices(ussd, calls, listener => {
    commit = listener;
  });
  return {
    asked,
    services,
    dialogueIs(state: UssdDialogueState, words?: string, reasonCode: UssdDialogue['reasonCode'] = '') {
      const turns =
        words === undefined ? [] : [{ speaker: 'network', requestId: null, text: words, at: 0 } as const];
      const common = {
        id: 1,
        port: 3,
        imsi: '',
        origin: 'gateway',
        reason: '',
        reasonCode,
        started: 0,
        ended: null,
      } as const;
      dialogue = { ...common, state, turns };
      commit();
    },
    callIs(stage: CallStage, answered: number | null = null) {
      call = { ...record(stage), answered };
      commit();
    },
  };
}

function record(stage: CallStage): CallRecord {
  return {
    ...{ id: 9, port: 3, imsi: '', direction: 'outgoing', source: '', destination: '', stage, started: 0 },
    ...{
      answered: null,
      ended: null,
      duration: 0,
      hangup: null,
      cause: null,
      bcch: '',
      address: '',
      codec: '',
    },
    ...{ reason: '', reasonCode: '', interrupted: false },
  };
}

/** The outcome so far; undefined while there is none. */
async function soFar(outcome: Promise<ServiceOutcome>): Promise<ServiceOutcome | undefined> {
  await settle();
  return Promise.race([outcome, Promise.resolve(undefined)]);
}

describe('USSD for the card', () => {
  const ends: readonly [state: UssdDialogueState, words: string | undefined, outcome: ServiceOutcome][] = [
    ['done', '3.20 left', { kind: 'done', text: '3.20 left' }],
    ['waiting', '1 Balance', { kind: 'done', text: '1 Balance' }],
    ['done', undefined, { kind: 'networkRefused' }],
    ['failed', undefined, { kind: 'networkRefused' }],
    ['interrupted', 'half', { kind: 'networkRefused' }],
  ];
  for (const [state, words, outcome] of ends) {
    test(`${state}, ${words ?? 'no words'}: ${outcome.kind}`, async () => {
      const { services, dialogueIs, asked } = bench();
      const sent = services.ussd(port, '*100#');
      await settle();
      dialogueIs('asking');
      assert.equal(await soFar(sent), undefined);
      dialogueIs(state, words);
      assert.deepEqual(await sent, outcome);
      assert.deepEqual(asked, ['ussd 3 *100#', ...(state === 'waiting' ? ['cancel 3'] : [])]);
    });
  }

  const reasons: readonly [reason: UssdDialogue['reasonCode'], kind: ServiceOutcome['kind']][] = [
    [endings.notSupported.code, 'returnError'],
    [endings.terminated.code, 'returnError'],
    [endings.networkTimeout.code, 'networkRefused'],
  ];
  for (const [reason, kind] of reasons) {
    test(`${reason}: ${kind}`, async () => {
      const { services, dialogueIs } = bench();
      const sent = services.ussd(port, '*100#');
      await settle();
      dialogueIs('failed', undefined, reason);
      assert.deepEqual(await sent, { kind });
    });
  }

  test('a port that is busy: not now', async () => {
    assert.deepEqual(await bench(486).services.ussd(port, '*100#'), { kind: 'unable' });
  });
});

describe('an SS string for the card', () => {
  const ends: readonly [state: UssdDialogueState, words: string | undefined, kind: ServiceOutcome['kind']][] =
    [
      ['done', 'Calls are forwarded', 'done'],
      ['done', undefined, 'done'],
      ['failed', undefined, 'returnError'],
    ];
  for (const [state, words, kind] of ends) {
    test(`${state}, ${words ?? 'no words'}: ${kind}`, async () => {
      const { services, dialogueIs, asked } = bench();
      const sent = services.ss(port, '*#21#');
      await settle();
      dialogueIs(state, words, state === 'failed' ? endings.notSupported.code : '');
      assert.deepEqual(await sent, { kind });
      assert.deepEqual(asked, ['ussd 3 *#21#']);
    });
  }
});

describe('a call for the card', () => {
  test('is set up when it stands', async () => {
    const { services, callIs, asked } = bench();
    const dialled = services.call(port, '+8820');
    callIs('alerting');
    assert.equal(await soFar(dialled), undefined);
    callIs('active', 1);
    assert.deepEqual(await dialled, { kind: 'done' });
    assert.deepEqual(asked, ['dial 3 +8820']);
  });

  test('nobody answers: the network could not', async () => {
    const { services, callIs } = bench();
    const dialled = services.call(port, '+8820');
    await settle();
    callIs('ended');
    assert.deepEqual(await dialled, { kind: 'networkRefused' });
  });

  test('over before it was looked at: it stood', async () => {
    const { services, callIs } = bench();
    const dialled = services.call(port, '+8820');
    await settle();
    callIs('ended', 1);
    assert.deepEqual(await dialled, { kind: 'done' });
  });

  test('not taken: not now', async () => {
    assert.deepEqual(await bench(200, false).services.call(port, '+8820'), { kind: 'unable' });
  });
});
