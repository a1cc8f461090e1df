import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import {
  type Answer,
  control,
  type GatewayProgram,
  instantAir,
  startGatewayProgram,
  until,
} from './support/gateway.ts';

interface Result {
  readonly number: string;
  readonly user_id: unknown;
  readonly status: string;
  readonly count: number;
  readonly succ_count: number;
}

function resultsOf(answer: Answer): Result[] {
  return answer.result as Result[];
}

async function inboxOf(gateway: GatewayProgram, number: string): Promise<{ text: string }[]> {
  const phone = (await control(`${gateway.control}/phones/${number}/inbox`)) as {
    messages: { text: string }[];
  };
  return phone.messages;
}

const GRIN = '\u{1F600}';

describe('SMS between the API and phones on the virtual network', { timeout: 90_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let gateway: GatewayProgram;

  before(async () => {
    folder = await temporaryFolder('sms');
    gateway = await startGatewayProgram(folder.path);
    await instantAir(gateway);
  });

  after(async () => {
    await gateway.program.end();
    await folder.remove();
  });

  const untilAll = (status: string, userIds: readonly unknown[]) =>
    until(
      () => gateway.call('/api/query_sms_result', { user_id: userIds }),
      answer =>
        resultsOf(answer).length === userIds.length &&
        resultsOf(answer).every(result => result.status === status),
    );

  test('a templated batch to three recipients is sent and delivered', async () => {
    const param = ['Ann', 'Bob', 'Cy'].map((name, index) => ({
      number: `8820188000${index}`,
      text_param: [name],
      user_id: 100 + index,
    }));
    const accepted = await gateway.call('/api/send_sms', { text: 'Hello, #param#.', param });
    assert.equal(accepted.error_code, 202);
    const delivered = await untilAll('DELIVERED', [100, 101, 102]);
    assert.deepEqual(
      resultsOf(delivered).map(({ number, count, succ_count }) => [number, count, succ_count]),
      param.map(({ number }) => [number, 1, 1]),
    );
    for (const { number, text_param } of param) {
      assert.deepEqual(
        (await inboxOf(gateway, number)).map(({ text }) => text),
        [`Hello, ${text_param[0]}.`],
      );
    }
    const reports = await gateway.call('/api/query_sms_deliver_status', {
      number: param.map(({ number }) => number),
    });
    assert.deepEqual(
      (reports.result as { status_code: number }[]).map(({ status_code }) => status_code),
      [0, 0, 0],
    );
  });

  test('350 emoji, 1,400 bytes, arrive whole at a phone in 11 segments', async () => {
    const text = GRIN.repeat(350);
    await gateway.call('/api/send_sms', { text, param: [{ number: '+88201880010', user_id: 200 }] });
    const [result] = resultsOf(await untilAll('DELIVERED', [200]));
    assert.equal(result?.count, 11);
    assert.equal(result?.succ_count, 11);
    assert.deepEqual(
      (await inboxOf(gateway, '+88201880010')).map(message => message.text),
      [text],
    );
  });

  test('400 emoji, 1,600 bytes, are refused', async () => {
    const answer = await gateway.call('/api/send_sms', {
      text: GRIN.repeat(400),
      param: [{ number: '88201880011' }],
    });
    assert.equal(answer.error_code, 413);
    assert.match(String(answer.error), /text/);
  });

  test('400 emoji sent to a port arrive whole in query_incoming_sms', async () => {
    const text = GRIN.repeat(400);
    await control(`${gateway.control}/modems/5/messages`, 'POST', { from: '+88201880012', text });
    const { sms } = await until(
      () => gateway.call('/api/query_incoming_sms?flag=all&port=5'),
      answer => (answer.sms as unknown[]).length > 0,
    );
    const [message] = sms as { port: number; number: string; text: string; smsc: string }[];
    assert.equal(message?.port, 5);
    assert.equal(message?.number, '+88201880012');
    assert.equal(message?.text, text);
  });

  test('a message to another of its own ports is sent, received and reported', async () => {
    const { info } = await gateway.call('/api/get_port_info?port=6&info_type=number');
    const own = (info as { number: string }[])[0]?.number ?? '';
    await gateway.call('/api/send_sms', {
      text: 'from port to port',
      port: [7],
      param: [{ number: own, user_id: '300' }],
    });
    const [result] = resultsOf(await untilAll('DELIVERED', ['300']));
    assert.equal(result?.user_id, '300');
    const { sms } = await until(
      () => gateway.call('/api/query_incoming_sms?flag=all&port=6'),
      answer => (answer.sms as unknown[]).length > 0,
    );
    assert.equal((sms as { text: string }[])[0]?.text, 'from port to port');
  });
});

describe('a stop and a start', { timeout: 90_000 }, () => {
  test('SIGTERM ends it cleanly, and the next start knows everything', async () => {
    const folder = await temporaryFolder('restart');
    const first = await startGatewayProgram(folder.path, { SIMGATE_VIRTUAL_PORTS: '2' });
    await first.call('/api/send_sms', {
      text: 'waits',
      param: Array.from({ length: 20 }, (_, index) => ({ number: `8820188002${index}`, user_id: index })),
    });
    const ending = await first.program.end('SIGTERM', 30_000);
    assert.deepEqual([ending.code, ending.signal], [0, null], ending.output);

    const second = await startGatewayProgram(folder.path, { SIMGATE_VIRTUAL_PORTS: '2' });
    await instantAir(second);
    const answer = await until(
      () => second.call('/api/query_sms_result', {}),
      ({ result }) => (result as Result[]).every(({ status }) => status !== 'SENDING'),
    );
    const statuses = resultsOf(answer).map(({ status }) => status);
    assert.equal(statuses.length, 20);
    assert.deepEqual(
      [...new Set(statuses)].sort().filter(status => status === 'FAILED'),
      [],
    );
    await second.program.end();
    await folder.remove();
  });
});
