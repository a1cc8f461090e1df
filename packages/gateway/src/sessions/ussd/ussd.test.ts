import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { type FakeClock, fakeClock, silentLog } from '@simgate/daemon/testing';
import type { GatewayEvent } from '../../events.ts';
import type { UssdSending, UssdStatus } from '../../modem/ussd/ussd.ts';
import type { Port } from '../../ports/port.ts';
import { noPortControl, shownPort, snapshotOf } from '../../ports/testing.ts';
import { createJournal } from '../../store/journal.ts';
import { openStore } from '../../store/store.ts';
import { endings } from './ussd-dialogue.ts';
import { originOf, speakerOf, stateOf } from './ussd-rows.ts';
import { UssdService } from './ussd-service.ts';
import type { UssdSendAnswer } from './ussd-sessions.ts';

/** A port whose modem is a script: it records requests, and the test chooses the outcome. */
interface ScriptedPort extends Port {
  readonly given: string[];
  submitting: boolean;
  registered: boolean;
  blocked: boolean;
  away: boolean;
  sending: UssdSending;
}

function scriptedPort(number: number): ScriptedPort {
  const base = shownPort(snapshotOf(number));
  const port: ScriptedPort = {
    ...base,
    given: [],
    submitting: false,
    control: noPortControl,
    registered: true,
    blocked: false,
    away: false,
    sending: { kind: 'taken' },
    snapshot: () => ({
      ...base.snapshot(),
      reg: port.registered ? 'REGISTER_OK' : 'SEARCHING_NETWORK',
      ...(port.blocked ? { blocked: true, canSend: false, trouble: 'blocked' } : {}),
      ...(port.away ? { sim: undefined } : {}),
    }),
    sendUssd: async text => {
      port.given.push(text);
      return port.sending;
    },
    cancelUssd: async () => void port.given.push('(cancel)'),
  };
  return port;
}

interface Bench {
  readonly sessions: UssdService['sessions'];
  changed(port: ScriptedPort): void;
  stop(): Promise<void>;
  readonly port: ScriptedPort;
  readonly clock: FakeClock;
  readonly folder: string;
  send(text: string): Promise<UssdSendAnswer>;
  /** A message of the network, and the moment in which more of it could follow. */
  says(status: UssdStatus, text?: string): Promise<void>;
  /** The same, with no time passing. */
  hears(status: UssdStatus, text?: string): Promise<void>;
  /** Resolves when everything that was asked is written. */
  quiet(): Promise<void>;
  pass(seconds: number): Promise<void>;
  journal(): GatewayEvent[];
  /** Ends this run as a crash would: nothing is written any more. */
  kill(): void;
}

const keepLong = { sent: 90, received: 90, events: 90, maximumRows: 0 };

async function openBench(
  t: TestContext,
  { folder, retention = keepLong }: { folder?: string; retention?: typeof keepLong } = {},
): Promise<Bench> {
  const clock = fakeClock();
  const own = folder ?? mkdtempSync(join(tmpdir(), 'simgate-ussd-'));
  if (folder === undefined) t.after(() => rmSync(own, { recursive: true, force: true }));
  const store = openStore({ folder: own, clock, log: silentLog });
  t.after(() => store.close());
  const journal = createJournal(store, clock);
  const port = scriptedPort(0);
  const service = new UssdService({
    ...{ store, journal, clock, log: silentLog, retention },
    ussd: { answerDeadline: 60, idleTime: 90 },
    ports: () => [port],
  });
  const quiet = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1) await store.write(() => undefined);
  };
  service.start();
  await quiet();
  return {
    sessions: service.sessions,
    changed: port => service.changed(port),
    stop: () => service.stop(),
    ...{ port, clock, folder: own, quiet },
    send: async text => {
      const answer = await service.sessions.send([0], text);
      await quiet();
      return answer;
    },
    says: async (status, text = '') => {
      service.noticed(port, { status, text });
      await quiet();
      clock.advance(1000);
      await quiet();
    },
    hears: async (status, text = '') => {
      service.noticed(port, { status, text });
      await quiet();
    },
    pass: async seconds => {
      clock.advance(seconds * 1000);
      await quiet();
    },
    journal: () => journal.since(0, 1000).map(({ event }) => event),
    kill: () => store.close(),
  };
}

function statusOf(answer: UssdSendAnswer): number | undefined {
  return answer.ok ? answer.items[0]?.status : undefined;
}

function lastDialogue({ sessions }: Bench) {
  return sessions.dialogues({ limit: 1 })[0];
}

describe('USSD sessions', () => {
  test('a request is answered: reply, event and record carry its id', async t => {
    const bench = await openBench(t);
    const answer = await bench.send('*100#');
    assert.deepEqual(answer, { ok: true, requestId: 1, items: [{ port: 0, status: 200 }] });
    assert.deepEqual(bench.port.given, ['*100#']);
    assert.equal(bench.sessions.reply(0), '');
    await bench.says('done', '5.00 EUR');
    assert.equal(bench.sessions.reply(0), '5.00 EUR');
    assert.deepEqual(bench.journal(), [
      { kind: 'ussd', dialogueId: 1, port: 0, imsi: '460011', requestId: 1, text: '5.00 EUR' },
    ]);
    const dialogue = lastDialogue(bench);
    assert.equal(dialogue?.state, 'done');
    assert.deepEqual(
      dialogue.turns.map(({ speaker, requestId, text }) => [speaker, requestId, text]),
      [
        ['client', 1, '*100#'],
        ['network', 1, '5.00 EUR'],
      ],
    );
  });

  test('an answer in two pieces behind a release is one reply and one event, under its request', async t => {
    const bench = await openBench(t);
    await bench.send('*100#');
    await bench.hears('terminated', 'Initiating Release');
    await bench.hears('done', 'Balance 5 EUR.');
    assert.equal(statusOf(await bench.send('*101#')), 486, 'the answer may go on');
    await bench.says('done', 'Valid to May.');
    const text = 'Balance 5 EUR.\nValid to May.';
    assert.equal(bench.sessions.reply(0), text);
    assert.deepEqual(bench.journal(), [
      { kind: 'ussd', dialogueId: 1, port: 0, imsi: '460011', requestId: 1, text },
    ]);
    assert.deepEqual(bench.port.given, ['*100#']);
  });

  test('what follows within ten seconds belongs to the request, later it does not', async t => {
    const bench = await openBench(t);
    await bench.send('*100#');
    await bench.says('done', 'Please wait.');
    await bench.pass(3);
    await bench.says('done', '5 EUR');
    assert.equal(bench.sessions.reply(0), 'Please wait.\n5 EUR');
    await bench.pass(10);
    await bench.says('done', 'Buy more!');
    assert.equal(bench.sessions.reply(0), 'Buy more!');
    assert.deepEqual(
      bench.journal().map(event => event.kind === 'ussd' && [event.requestId, event.dialogueId, event.text]),
      [
        [1, 1, 'Please wait.'],
        [1, 1, '5 EUR'],
        [null, 2, 'Buy more!'],
      ],
    );
  });

  test('a text that is held is kept when the gateway stops', async t => {
    const bench = await openBench(t);
    await bench.send('*100#');
    await bench.hears('done', '5 EUR');
    await bench.stop();
    await bench.quiet();
    assert.equal(bench.sessions.reply(0), '5 EUR');
    assert.deepEqual(bench.port.given, ['*100#'], 'nothing is open that were to be ended');
  });

  test('a request while the network waits goes on with the same dialogue', async t => {
    const bench = await openBench(t);
    await bench.send('*102#');
    await bench.says('question', '1 Balance 2 Number');
    assert.equal(lastDialogue(bench)?.state, 'waiting');
    assert.equal(bench.sessions.reply(0), '1 Balance 2 Number');
    await bench.send('1');
    assert.equal(bench.sessions.reply(0), '', 'the reply is kept until the next request');
    await bench.says('done', '5.00 EUR');
    assert.deepEqual(bench.port.given, ['*102#', '1']);
    assert.deepEqual(
      bench.sessions
        .dialogues({ limit: 10 })
        .map(({ turns }) => turns.map(({ text, requestId }) => [requestId, text])),
      [
        [
          [1, '*102#'],
          [1, '1 Balance 2 Number'],
          [2, '1'],
          [2, '5.00 EUR'],
        ],
      ],
    );
  });

  test('it is in the store before the modem is asked', async t => {
    const bench = await openBench(t);
    let recorded: string | undefined;
    bench.port.sendUssd = async () => {
      recorded = lastDialogue(bench)?.turns[0]?.text;
      return { kind: 'taken' };
    };
    await bench.send('*100#');
    assert.equal(recorded, '*100#');
  });

  const refusals: [what: string, status: number, prepare: (bench: Bench) => unknown][] = [
    ['an answer is outstanding', 486, bench => bench.send('*100#')],
    ['an SMS is being handed over', 486, ({ port }) => Object.assign(port, { submitting: true })],
    ['the port is not registered', 503, ({ port }) => Object.assign(port, { registered: false })],
    ['the gateway stops', 503, bench => bench.stop()],
  ];
  for (const [what, status, prepare] of refusals)
    test(`${status} while ${what}`, async t => {
      const bench = await openBench(t);
      await prepare(bench);
      const given = bench.port.given.length;
      assert.equal(statusOf(await bench.send('*101#')), status);
      assert.equal(bench.port.given.length, given);
    });

  test('503 for a port that does not exist, each port asked once', async t => {
    const bench = await openBench(t);
    const answer = await bench.sessions.send([7, 0, 0], '*100#');
    assert.deepEqual(answer.ok && answer.items, [
      { port: 7, status: 503 },
      { port: 0, status: 200 },
    ]);
    assert.equal(bench.sessions.reply(7), '');
  });

  test('what the modem refuses comes as the text of the reply', async t => {
    const bench = await openBench(t);
    bench.port.sending = { kind: 'refused', text: 'the modem refused it: +CME ERROR: 30' };
    assert.equal(statusOf(await bench.send('*100#')), 200);
    assert.match(bench.sessions.reply(0), /^USSD not sent: the modem refused it: \+CME ERROR: 30$/);
    assert.equal(lastDialogue(bench)?.state, 'failed');
    bench.port.sending = { kind: 'taken' };
    assert.equal(statusOf(await bench.send('*100#')), 200);
  });

  test('no answer in time: told, and ended at the network', async t => {
    const bench = await openBench(t);
    await bench.send('*120#');
    await bench.pass(59.999);
    assert.equal(bench.sessions.reply(0), '');
    await bench.pass(0.001);
    assert.equal(bench.sessions.reply(0), endings.noAnswer.text);
    assert.deepEqual(bench.port.given, ['*120#', '(cancel)']);
    assert.equal(statusOf(await bench.send('*100#')), 200);
  });

  test('terminated by the network, once nothing came behind the empty end', async t => {
    const bench = await openBench(t);
    await bench.send('*121#');
    await bench.says('terminated');
    await bench.pass(0.999);
    assert.equal(bench.sessions.reply(0), '');
    await bench.pass(0.001);
    assert.equal(bench.sessions.reply(0), endings.terminated.text);
    assert.equal(bench.sessions.reply(0), 'USSD terminated by network');
  });

  test('an idle question is ended by itself, and its text stays the reply', async t => {
    const bench = await openBench(t);
    await bench.send('*102#');
    await bench.says('question', '1 or 2?');
    await bench.pass(89.999);
    assert.deepEqual(bench.port.given, ['*102#']);
    await bench.pass(0.001);
    assert.deepEqual(bench.port.given, ['*102#', '(cancel)']);
    assert.equal(bench.sessions.reply(0), '1 or 2?');
    assert.equal(lastDialogue(bench)?.state, 'cancelled');
    assert.equal(bench.journal().length, 1);
  });

  test('cancel ends it at the network too; a new request begins anew', async t => {
    const bench = await openBench(t);
    await bench.send('*102#');
    await bench.says('question', '1 or 2?');
    assert.equal(statusOf(await bench.sessions.cancel([0])), 200);
    await bench.quiet();
    await bench.send('*100#');
    assert.deepEqual(bench.port.given, ['*102#', '(cancel)', '*100#']);
    assert.deepEqual(
      bench.sessions.dialogues({ limit: 10 }).map(({ state, reason }) => [state, reason]),
      [
        ['asking', ''],
        ['cancelled', 'cancelled'],
      ],
    );
  });

  test('busy until the modem has answered the cancel', async t => {
    const bench = await openBench(t);
    const { promise, resolve } = Promise.withResolvers<void>();
    bench.port.cancelUssd = () => promise;
    await bench.sessions.cancel([0]);
    assert.equal(statusOf(await bench.send('*100#')), 486);
    resolve();
    await bench.quiet();
    assert.equal(statusOf(await bench.send('*100#')), 200);
  });

  test('503 for a cancel where there is no SIM in service', async t => {
    const bench = await openBench(t);
    bench.port.away = true;
    assert.equal(statusOf(await bench.sessions.cancel([0])), 503);
  });

  test('what the network begins is a dialogue without a request', async t => {
    const bench = await openBench(t);
    await bench.says('question', 'Pay 5 EUR?');
    assert.deepEqual(bench.journal(), [
      { kind: 'ussd', dialogueId: 1, port: 0, imsi: '460011', requestId: null, text: 'Pay 5 EUR?' },
    ]);
    await bench.send('1');
    await bench.says('done', 'Paid');
    const [dialogue] = bench.sessions.dialogues({ limit: 10 });
    assert.equal(dialogue?.origin, 'network');
    assert.deepEqual(
      dialogue.turns.map(({ requestId, text }) => [requestId, text]),
      [
        [null, 'Pay 5 EUR?'],
        [1, '1'],
        [1, 'Paid'],
      ],
    );
  });

  test('the modem goes away with the session', async t => {
    const bench = await openBench(t);
    await bench.send('*100#');
    bench.port.away = true;
    bench.changed(bench.port);
    await bench.quiet();
    assert.equal(bench.sessions.reply(0), endings.portGone.text);
    assert.equal(lastDialogue(bench)?.state, 'interrupted');
    assert.equal(bench.port.given.includes('(cancel)'), false);
  });

  test('a question that ends while the answer is being stored is not answered', async t => {
    const bench = await openBench(t);
    await bench.send('*102#');
    await bench.says('question', '1 or 2?');
    const sending = bench.sessions.send([0], '1');
    const noticed = bench.says('terminated');
    await Promise.all([sending, noticed]);
    await bench.pass(2);
    assert.deepEqual(bench.port.given, ['*102#'], 'else it would be sent as a request of its own');
    assert.equal(bench.sessions.reply(0), endings.terminated.text);
  });

  test('what cannot be stored is not sent, and leaves the port free', async t => {
    const bench = await openBench(t);
    bench.kill();
    const answer = await bench.sessions.send([0], '*100#');
    assert.equal(answer.ok, false);
    assert.deepEqual(bench.port.given, []);
  });
});

describe('USSD on a port that is blocked', () => {
  type Step = (bench: Bench) => Promise<unknown>;
  const sends =
    (text: string): Step =>
    bench =>
      bench.send(text);
  const asks: Step = bench => bench.says('question', '1 or 2?');
  const cancels: Step = bench => bench.sessions.cancel([0]);
  const rows: readonly [what: string, before: Step[], then: Step, status: number, given: string[]][] = [
    ['begins nothing new', [], sends('*100#'), 503, []],
    ['answers what was asked', [sends('*102#'), asks], sends('1'), 200, ['*102#', '1']],
    ['answers what the network began', [asks], sends('1'), 200, ['1']],
    ['cancels what is open', [sends('*102#'), asks], cancels, 200, ['*102#', '(cancel)']],
    ['cancels what has no answer yet', [sends('*102#')], cancels, 200, ['*102#', '(cancel)']],
    ['is not busy but closed meanwhile', [sends('*102#')], sends('*100#'), 503, ['*102#']],
    [
      'begins nothing once it is over',
      [sends('*102#'), bench => bench.says('done', 'bye')],
      sends('1'),
      503,
      ['*102#'],
    ],
  ];
  for (const [what, before, then, status, given] of rows)
    test(what, async t => {
      const bench = await openBench(t);
      for (const step of before) await step(bench);
      bench.port.blocked = true;
      assert.equal(statusOf((await then(bench)) as UssdSendAnswer), status);
      await bench.quiet();
      assert.deepEqual(bench.port.given, given);
    });

  test('goes on to its end: the network may ask again', async t => {
    const bench = await openBench(t);
    await bench.send('*102#');
    await bench.says('question', '1 or 2?');
    bench.port.blocked = true;
    await bench.send('1');
    await bench.says('question', 'sure?');
    assert.equal(statusOf(await bench.send('2')), 200);
    await bench.says('done', 'bye');
    assert.equal(lastDialogue(bench)?.state, 'done');
  });
});

describe('USSD over a restart', () => {
  test('what a crash cut is closed and told, once', async t => {
    const first = await openBench(t);
    await first.send('*100#');
    first.kill();
    const second = await openBench(t, { folder: first.folder });
    assert.deepEqual(
      second.sessions.dialogues({ limit: 10 }).map(({ state, reason }) => [state, reason]),
      [['interrupted', endings.restarted.text]],
    );
    assert.equal(second.sessions.reply(0), endings.restarted.text);
    assert.deepEqual(
      second.journal().map(event => event.kind === 'ussd' && [event.requestId, event.text]),
      [[1, endings.restarted.text]],
    );
    second.kill();
    const third = await openBench(t, { folder: first.folder });
    assert.equal(third.journal().length, 1);
  });

  test('a question that stood open keeps its text as the reply', async t => {
    const first = await openBench(t);
    await first.send('*102#');
    await first.says('question', '1 or 2?');
    first.kill();
    const second = await openBench(t, { folder: first.folder });
    assert.equal(lastDialogue(second)?.state, 'interrupted');
    assert.equal(second.sessions.reply(0), '1 or 2?');
    assert.equal(second.journal().length, 1);
  });

  test('an orderly stop waits a second for the network, and no longer', async t => {
    const bench = await openBench(t);
    await bench.send('*102#');
    bench.port.cancelUssd = () => new Promise(() => {});
    let stopped = false;
    const stop = bench.stop().then(() => {
      stopped = true;
    });
    await bench.pass(0.999);
    assert.equal(stopped, false);
    await bench.pass(0.001);
    await stop;
  });

  test('an orderly stop ends the session at the network', async t => {
    const bench = await openBench(t);
    await bench.send('*102#');
    await bench.says('question', '1 or 2?');
    await bench.stop();
    assert.deepEqual(bench.port.given, ['*102#', '(cancel)']);
  });
});

describe('the record of dialogues', () => {
  const filled = async (t: TestContext, retention = keepLong): Promise<Bench> => {
    const bench = await openBench(t, { retention });
    for (const text of ['*1#', '*2#', '*3#']) {
      await bench.send(text);
      await bench.says('done', `answer to ${text}`);
    }
    await bench.send('*4#');
    return bench;
  };
  const filters: [what: string, filter: object, ids: number[]][] = [
    ['newest first', {}, [4, 3, 2, 1]],
    ['a page', { limit: 2 }, [4, 3]],
    ['the page behind it', { limit: 2, before: 3 }, [2, 1]],
    ['by request', { requestId: 2 }, [2]],
    ['by port', { ports: [0] }, [4, 3, 2, 1]],
    ['by another port', { ports: [1, 2] }, []],
    ['by state', { states: ['asking', 'waiting'] }, [4]],
    ['by all of it', { states: ['done'], ports: [0], before: 3, limit: 1 }, [2]],
  ];
  test('is read by filters and pages', async t => {
    const { sessions } = await filled(t);
    for (const [what, filter, ids] of filters)
      assert.deepEqual(
        sessions.dialogues({ limit: 100, ...filter }).map(({ id }) => id),
        ids,
        what,
      );
  });

  test('keeps as many as are set, those that are open too', async t => {
    const bench = await filled(t, { ...keepLong, maximumRows: 2 });
    await bench.pass(30);
    await bench.says('question', 'open');
    for (let half = 0; half < 120; half += 1) await bench.pass(30);
    assert.deepEqual(
      bench.sessions.dialogues({ limit: 10 }).map(({ id }) => id),
      [4, 3],
    );
  });

  test('reads what a later version wrote as ended, by the gateway or the network', () => {
    assert.deepEqual([stateOf(6), speakerOf(3), originOf(3)], ['interrupted', 'gateway', 'network']);
  });

  test('keeps what its age allows; the reply of a port stays', async t => {
    const bench = await openBench(t, { retention: { ...keepLong, events: 1 } });
    await bench.send('*1#');
    await bench.says('done', 'old');
    await bench.says('question', 'open');
    // The question is closed by its idle time; the hour and the day are the upkeep's.
    for (let hour = 0; hour < 26; hour += 1) await bench.pass(3600);
    assert.deepEqual(bench.sessions.dialogues({ limit: 10 }), []);
    assert.equal(bench.sessions.reply(0), 'open');
  });
});
