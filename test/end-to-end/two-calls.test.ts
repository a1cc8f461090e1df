import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ChildProgram, startProgram } from '../foreign/support/child-program.ts';
import {
  authorization,
  type GatewayProcess,
  startGatewayProcess,
  writeGatewaySettings,
} from '../foreign/support/gateway-process.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { type Answer, control, launcher, until } from './support/gateway.ts';

interface Call {
  readonly id: number;
  readonly state: string;
  readonly source_number: string;
}

/** ^ORIG and its kin, ^DSCI, +CLCC by itself, +CLCC asked alone. */
const personas = ['huawei', 'quectel', 'simcom', 'zte'] as const;
const FIRST = '+491702';
const SECOND = '+491703';

describe('two calls over the notices of different modules', { timeout: 60_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let simulator: ChildProgram;
  let network: string;
  let gateway: GatewayProcess;
  let url: string;

  const ask = async (path: string, method = 'GET'): Promise<Answer> =>
    (await (await fetch(`${url}${path}`, { method, headers: { authorization } })).json()) as Answer;

  before(async () => {
    folder = await temporaryFolder('two-calls');
    const numbers = ['--modems', '4', '--base-port', '0', '--control-port', '0', '--air-time', 'instant'];
    simulator = startProgram(process.execPath, [launcher, 'simulator', ...numbers, '--persona', ...personas]);
    [, network = ''] = await simulator.waitFor(/control: (\S+)/);
    const modems = [...simulator.output().matchAll(/tcp (\S+),/g)].map(([, tcp = '']) => ({ tcp }));
    gateway = startGatewayProcess(await writeGatewaySettings(folder.path, { modems }));
    url = await gateway.listening;
    await until(
      () => ask('/api/get_port_info?info_type=reg'),
      ({ info }) => (info as { reg: string }[]).filter(({ reg }) => reg === 'REGISTER_OK').length === 4,
    );
  });

  after(async () => {
    await gateway.program.end();
    await simulator.end();
    await folder.remove();
  });

  for (const [port, persona] of personas.entries())
    test(persona, async () => {
      const callFrom = (from: string) => control(`${network}/modems/${port}/calls`, 'POST', { from });
      /** The calls of the port, oldest first, once they stand so. */
      const standing = async (...states: string[]): Promise<number[]> => {
        const answer = await until(
          () => ask(`/v1/calls?port=${port}`),
          ({ calls }) => (calls as Call[]).map(({ state }) => state).join() === states.toReversed().join(),
        );
        return (answer.calls as Call[]).map(({ id }) => id).toReversed();
      };
      const tell = (id: number | undefined, verb: string) => ask(`/v1/calls/${id}/${verb}`, 'POST');
      const answering = async (id: number | undefined) => assert.equal((await tell(id, 'answer')).id, id);

      await callFrom(FIRST);
      const [one] = await standing('incoming');
      await answering(one);
      await standing('active');
      await callFrom(SECOND);
      const [, other] = await standing('active', 'waiting');
      await answering(other);
      await standing('held', 'active');
      assert.equal((await tell(one, 'retrieve')).state, 'active');
      await standing('active', 'held');
      await ask(`/v1/calls/${other}`, 'DELETE');
      await standing('active', 'ended');
      assert.equal((await tell(one, 'hold')).state, 'held');
      await ask(`/v1/calls/${one}`, 'DELETE');
      await standing('ended', 'ended');
      const { cdr } = await ask(`/api/get_cdr?port=${port}`);
      assert.partialDeepStrictEqual(cdr, [
        { source_number: FIRST, hangup: 'called', gsm_code: 16 },
        { source_number: SECOND, hangup: 'called', gsm_code: 16 },
      ]);
    });
});
