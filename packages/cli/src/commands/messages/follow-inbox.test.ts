/** `simgate inbox --follow`: received messages as they come, of a gateway of ours and of original hardware. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Answers, Peer, type Ran, Reply, type RunOptions, refusal, streamOf } from '../../testing.ts';

const peer = new Peer();
before(() => peer.listen());
after(() => peer.close());

function received(id: number, more: object = {}) {
  return {
    ...{ incoming_sms_id: id, port: 2, imsi: '00101', number: 'Bank', smsc: '+1', trouble: '', defects: [] },
    ...{ timestamp: '2026-05-31T18:00:00.000Z', received_at: '2026-05-31T18:00:01.000Z', pdu: '' },
    ...{ text: `Code ${id}\nis new`, read: false, archived: false, ...more },
  };
}
function event(id: number, incoming: number | undefined) {
  return { id, at: '2026-05-31T18:00:00.000Z', kind: 'sms', incoming_sms_id: incoming };
}
const ours: Answers = {
  'GET /v1/live': streamOf('snapshot', [{ news: { events: 7 } }]),
  'GET /v1/events': streamOf('sms', [event(8, 5), event(9, undefined), event(10, 6), event(11, 7)]),
  'GET /v1/inbox/5': received(5),
  'GET /v1/inbox/6': refusal(404, { error: 'deleted' }),
  'GET /v1/inbox/7': received(7, { number: '+882', port: 3 }),
};

function follow(
  words: string,
  endAt: RegExp,
  answers: Answers = ours,
  options: RunOptions = {},
): Promise<Ran> {
  return peer.run(['inbox', '--follow', ...words.split(' ').filter(word => word !== '')], answers, {
    ...options,
    endAt,
  });
}

describe('simgate inbox --follow', { timeout: 60_000 }, () => {
  test('shows each message in the form of the list, and leaves out what was deleted meanwhile', async () => {
    const { out, asked, code, err } = await follow('', /7\t2026/);
    assert.equal(
      out,
      '5\t2026-05-31T18:00:00.000Z\tBank\t2\tfalse\tCode 5\\nis new\n' +
        '7\t2026-05-31T18:00:00.000Z\t+882\t3\tfalse\tCode 7\\nis new\n',
    );
    assert.deepEqual(asked, [
      'GET /v1/live',
      'GET /v1/events?kinds=sms&after=7',
      'GET /v1/inbox/5',
      'GET /v1/inbox/6',
      'GET /v1/inbox/7',
    ]);
    assert.deepEqual([code, err], [130, 'Messages are shown as they come; Ctrl+C ends it.\n']);
  });

  test('shows people the text below time, sender and port', async () => {
    const { out } = await follow('', /Code 7/, ours, { columns: 80 });
    assert.match(
      out,
      /^2026-05-31 18:00:01 {2}Bank {2}port 2\n {4}Code 5\n {4}is new\n2026-05-31 18:00:01 {2}\+882 {2}port 3\n/,
    );
  });

  /** The last message passes every filter of its row. */
  const filters: readonly [words: string, last: object, shown: readonly number[]][] = [
    ['--number Ban', { number: 'Bank' }, [5]],
    ['--number 88', { number: '+88' }, [7]],
    ['--text 7', { text: '7' }, [7]],
    ['--port 0-2', { port: 0 }, [5]],
    ['--port 3 --number Bank', { port: 3 }, []],
  ];
  for (const [words, last, shown] of filters)
    test(`takes only what ${words} takes`, async () => {
      const answers = {
        ...ours,
        'GET /v1/events': streamOf('sms', [event(8, 5), event(9, 7), event(10, 99)]),
        'GET /v1/inbox/99': received(99, last),
      };
      const { out } = await follow(`${words} --jsonl`, /"incoming_sms_id":99/, answers);
      const ids = [...out.matchAll(/"incoming_sms_id":(\d+)/g)].map(([, id]) => Number(id));
      assert.deepEqual(ids, [...shown, 99]);
    });

  test('waits where the gateway goes away between an event and its message', async () => {
    const lost = new Reply(503, 'application/json', '{"error":"busy"}');
    const { waited, out } = await follow('', /5\t2026/, { ...ours, 'GET /v1/inbox/5': [lost, received(5)] });
    assert.ok(out.startsWith('5\t'), out);
    assert.deepEqual(waited, []);
  });

  test('has no end, so no one document', async () => {
    const { err, code } = await follow('--json', /never/);
    assert.deepEqual([err, code], ['simgate: --follow has no end, so no one document: use --jsonl\n', 2]);
  });

  for (const option of ['--unread', '--all', '--since 1h'])
    test(`cannot be given with ${option}`, async () => {
      const { err, code } = await follow(option, /never/);
      assert.match(err, /cannot be used with option/);
      assert.equal(code, 2);
    });
});

describe('simgate inbox --follow of original hardware', { timeout: 60_000 }, () => {
  const sms = (id: number, more: object = {}) => ({
    ...{
      incoming_sms_id: id,
      port: 2,
      number: '+882',
      smsc: '+1',
      timestamp: '2026-05-31 18:00:00',
      text: `Code ${id}`,
    },
    ...more,
  });
  const list = (...messages: object[]) => ({ error_code: 200, sn: 'db', sms: messages });

  test('asks every three seconds for what is newer than the last message', async () => {
    const answers = {
      'GET /api/query_incoming_sms': [
        list(sms(5), sms(4)),
        list(),
        refusal(500, { error_code: 500 }),
        list(sms(6), sms(7, { number: 'Bank' })),
        list(sms(8)),
      ],
    };
    const { out, asked, waited, code } = await follow('--number 882', /^8\t/m, answers, {
      environment: { SIMGATE_DEVICE: 'original' },
    });
    assert.equal(out, '6\t2026-05-31 18:00:00\t+882\t2\tCode 6\n8\t2026-05-31 18:00:00\t+882\t2\tCode 8\n');
    assert.deepEqual(asked.slice(0, 5), [
      'GET /api/query_incoming_sms?flag=all',
      ...Array.from({ length: 3 }, () => 'GET /api/query_incoming_sms?flag=all&incoming_sms_id=5'),
      'GET /api/query_incoming_sms?flag=all&incoming_sms_id=7',
    ]);
    assert.deepEqual([waited.slice(0, 4), code], [[3000, 3000, 3000, 3000], 130]);
  });

  test('begins at the beginning where nothing was received yet', async () => {
    const answers = { 'GET /api/query_incoming_sms': [list(), list(sms(1))] };
    const { asked, out } = await follow('', /port 2/, answers, {
      columns: 80,
      environment: { SIMGATE_DEVICE: 'original' },
    });
    assert.equal(asked[1], 'GET /api/query_incoming_sms?flag=all&incoming_sms_id=0');
    assert.match(out, /^2026-05-31 18:00:00 {2}\+882 {2}port 2\n {4}Code 1\n/);
  });
});
