import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startProgram } from '../foreign/support/child-program.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import {
  type Answer,
  control,
  type GatewayProgram,
  instantAir,
  launcher,
  startGatewayProgram,
  until,
} from './support/gateway.ts';

interface Call {
  readonly id: number;
  readonly port: number;
  readonly state: string;
  readonly source_number: string;
  readonly hangup: string;
  readonly gsm_code: number;
  readonly interrupted: boolean;
}

const OUTSIDE = '+491701';

describe('calls between the API and phones on the virtual network', { timeout: 60_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let gateway: GatewayProgram;

  before(async () => {
    folder = await temporaryFolder('calls');
    gateway = await startGatewayProgram(folder.path, { SIMGATE_VIRTUAL_PORTS: '3' });
    await instantAir(gateway);
    await until(
      () => gateway.call('/api/get_port_info?info_type=reg'),
      answer => (answer.info as { reg: string }[]).every(({ reg }) => reg === 'REGISTER_OK'),
    );
  });

  /** On the same folder; its user and password are as they were. */
  const startAgain = async (): Promise<GatewayProgram> => {
    const program = startProgram(process.execPath, [launcher, 'gateway'], {
      env: { SIMGATE_DATA_FOLDER: folder.path, SIMGATE_HTTP_PORT: '0', SIMGATE_VIRTUAL_PORTS: '3' },
    });
    const [, url = ''] = await program.waitFor(/listens on +(\S+)/);
    return { ...gateway, program, url, call: path => ask('GET', `${url}${path}`) };
  };

  const ask = async (method: 'GET' | 'DELETE', url: string): Promise<Answer> => {
    const authorization = `Basic ${btoa(`${gateway.user}:${gateway.password}`)}`;
    return (await (await fetch(url, { method, headers: { authorization } })).json()) as Answer;
  };

  after(async () => {
    await gateway.program.end();
    await folder.remove();
  });

  const callsOf = async (): Promise<Call[]> => (await gateway.call('/v1/calls')).calls as Call[];
  const untilCall = async (wanted: (call: Call) => boolean): Promise<Call> => {
    const calls = await until(callsOf, found => found.some(wanted));
    return calls.find(wanted) as Call;
  };
  const dial = async (number: string, port: number): Promise<number> =>
    Number((await gateway.call('/v1/calls', { number, port })).id);
  const stateOf = async (port: number): Promise<string> => {
    const answer = await gateway.call(`/api/get_port_info?port=${port}&info_type=callstate`);
    return (answer.info as { callstate: string }[])[0]?.callstate ?? '';
  };

  test('a call is dialled, answered, given tones, and leaves its record when the other side hangs up', async () => {
    const outcome = { kind: 'answer', milliseconds: 0 };
    await control(`${gateway.control}/call-rules`, 'PUT', [{ outcome }]);
    const id = await dial(OUTSIDE, 0);
    await untilCall(call => call.id === id && call.state === 'active');
    assert.equal(await stateOf(0), 'Active');
    await gateway.call(`/v1/calls/${id}/tones`, { tones: '12#' });
    const [carried] = (await control(`${gateway.control}/calls`)) as { id: number; tones: string }[];
    assert.equal(carried?.tones, '12#');
    await control(`${gateway.control}/calls/${carried?.id}/hang-up`, 'POST');
    assert.partialDeepStrictEqual(await untilCall(call => call.id === id && call.state === 'ended'), {
      ...{ hangup: 'called', gsm_code: 16 },
    });
    const { cdr }: Answer = await gateway.call('/api/get_cdr', { port: [0] });
    assert.partialDeepStrictEqual(cdr, [
      { port: 0, destination_number: OUTSIDE, direction: 'ip->gsm', ip: '', codec: '', hangup: 'called' },
    ]);
  });

  test('an SMS goes out and another comes in while a call goes on', async () => {
    const id = await dial(OUTSIDE, 0);
    await untilCall(call => call.id === id && call.state === 'active');
    await gateway.call('/api/send_sms', {
      text: 'meanwhile',
      port: [0],
      param: [{ number: OUTSIDE, user_id: 7 }],
    });
    await until(
      () => gateway.call('/api/query_sms_result', { user_id: [7] }),
      answer => (answer.result as { status: string }[])[0]?.status === 'DELIVERED',
    );
    await control(`${gateway.control}/modems/0/messages`, 'POST', { from: OUTSIDE, text: 'and back' });
    await until(
      () => gateway.call('/api/query_incoming_sms?flag=all&port=0'),
      ({ sms }) => (sms as { text: string }[]).some(({ text }) => text === 'and back'),
    );
    assert.equal(await stateOf(0), 'Active');
    await ask('DELETE', `${gateway.url}/v1/calls/${id}`);
    assert.equal((await untilCall(call => call.id === id && call.state === 'ended')).hangup, 'calling');
  });

  test('a caller who gives up is missed', async () => {
    await control(`${gateway.control}/modems/1/calls`, 'POST', { from: OUTSIDE, ringFor: 1500 });
    await until(
      () => stateOf(1),
      state => state === 'Ringing',
    );
    const missed = await untilCall(call => call.port === 1 && call.state === 'ended');
    assert.deepEqual([missed.source_number, missed.hangup], [OUTSIDE, 'calling']);
  });

  test('a second call waits, is taken, changes places with the first; each ends for itself', async () => {
    const [first, second] = ['+491702', '+491703'];
    const rings = (from: string) => control(`${gateway.control}/modems/1/calls`, 'POST', { from });
    const idOf = async (from: string): Promise<number> =>
      (await untilCall(call => call.source_number === from && call.state !== 'ended')).id;
    /** The states of both, once they are so. */
    const untilBoth = (...states: [first: string, second: string]) =>
      until(callsOf, calls =>
        [first, second].every((from, index) =>
          calls.some(call => call.source_number === from && call.state === states[index]),
        ),
      );

    await rings(first);
    const one = await idOf(first);
    await gateway.call(`/v1/calls/${one}/answer`, {});
    await untilCall(({ id, state }) => id === one && state === 'active');
    assert.equal((await gateway.call(`/v1/calls/${one}/hold`, {})).state, 'held');
    assert.equal(await stateOf(1), 'Call holding');
    assert.equal((await gateway.call(`/v1/calls/${one}/retrieve`, {})).state, 'active');

    await rings(second);
    const other = await idOf(second);
    await untilBoth('active', 'waiting');
    assert.equal(await stateOf(1), 'Call Waiting');
    await gateway.call(`/v1/calls/${other}/answer`, {});
    await untilBoth('held', 'active');
    assert.equal(await stateOf(1), 'Active');
    assert.equal((await gateway.call(`/v1/calls/${other}/hold`, {})).state, 'held');
    await untilBoth('active', 'held');
    assert.match(String((await gateway.call(`/v1/calls/${other}/hold`, {})).error), /the call is not active/);
    await gateway.call(`/v1/calls/${other}/retrieve`, {});
    await untilBoth('held', 'active');

    const carried = (await control(`${gateway.control}/calls`)) as { id: number; from: string }[];
    const { id } = carried.find(({ from }) => from === second) ?? {};
    await control(`${gateway.control}/calls/${id}/hang-up`, 'POST');
    await untilBoth('held', 'ended');
    assert.equal(await stateOf(1), 'Call holding');
    await ask('DELETE', `${gateway.url}/v1/calls/${one}`);
    await untilBoth('ended', 'ended');
    const { cdr } = await gateway.call('/api/get_cdr', { port: [1] });
    const answered = (cdr as { source_number: string; answer_date: string }[]).filter(
      ({ answer_date }) => answer_date !== '',
    );
    assert.partialDeepStrictEqual(answered, [
      { source_number: first, direction: 'gsm->ip', hangup: 'called', gsm_code: 16 },
      { source_number: second, direction: 'gsm->ip', hangup: 'calling', gsm_code: 16 },
    ]);
  });

  test('one port calls another, which answers', async () => {
    const [, , third] = (await control(`${gateway.control}/modems`)) as { number: string }[];
    const id = await dial(third?.number ?? '', 0);
    const incoming = await untilCall(call => call.port === 2 && call.state === 'incoming');
    await gateway.call(`/v1/calls/${incoming.id}/answer`, {});
    await untilCall(call => call.id === id && call.state === 'active');
    await untilCall(call => call.id === incoming.id && call.state === 'active');
  });

  test('a call that a crash cut is closed at the next start and marked interrupted', async () => {
    await gateway.program.end('SIGKILL');
    gateway = await startAgain();
    const calls = await until(callsOf, found => found.every(({ state }) => state === 'ended'));
    assert.deepEqual(
      calls.slice(0, 2).map(({ interrupted, hangup, gsm_code }) => [interrupted, hangup, gsm_code]),
      [
        [true, 'gateway', 127],
        [true, 'gateway', 127],
      ],
    );
  });
});
