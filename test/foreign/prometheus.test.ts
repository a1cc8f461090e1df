/** The example board and alert rules, judged by Debian's promtool and by the names that a real gateway shows. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'yaml';
import { type GatewayProgram, startGatewayProgram } from '../end-to-end/support/gateway.ts';
import { runProgram } from './support/child-program.ts';
import { missing } from './support/foreign-program.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const monitoring = join(import.meta.dirname, '../../docs/monitoring');
const alerts = join(monitoring, 'alerts.yaml');

interface Rule {
  readonly alert: string;
  readonly expr: string;
}

function rules(): Rule[] {
  return parse(readFileSync(alerts, 'utf8')).groups.flatMap((group: { rules: Rule[] }) => group.rules);
}

interface Panel {
  readonly title: string;
  readonly targets: readonly { readonly expr: string }[];
}

/** The queries of the board as Prometheus gets them. */
function queries(): string[] {
  const { panels } = JSON.parse(readFileSync(join(monitoring, 'grafana.json'), 'utf8')) as {
    panels: Panel[];
  };
  return panels.flatMap(panel => panel.targets.map(({ expr }) => expr.replaceAll('$job', 'simgate')));
}

function namesIn(expression: string): string[] {
  return [...expression.matchAll(/simgate_[a-z_]+/g)].map(([name]) => name);
}

/** The series of an alert while its fault is there, and the time after which it must fire. */
const faults: Record<string, { readonly series: Record<string, string>; readonly after: string }> = {
  SimgatePortCannotSend: { series: { 'simgate_port_can_send{port="1"}': '0x30' }, after: '11m' },
  SimgateNothingCanSend: { series: { 'simgate_port_can_send{port="1"}': '0x30' }, after: '6m' },
  SimgateQueueOld: { series: { simgate_queue_oldest_seconds: '1000x30' }, after: '6m' },
  SimgateManyFail: {
    series: {
      'simgate_messages_failed_total{cause="refused"}': '0+1x30',
      simgate_messages_sent_total: '0+1x30',
    },
    after: '16m',
  },
  SimgateInDoubt: { series: { simgate_messages_in_doubt: '9x60' }, after: '31m' },
  SimgatePushFailing: { series: { 'simgate_push_failing{target="crm"}': '1x30' }, after: '11m' },
  SimgatePushOld: { series: { 'simgate_push_oldest_age_seconds{target="crm"}': '4000x30' }, after: '1m' },
  SimgateSimLimitLow: {
    series: { 'simgate_sim_limit_left{port="1",limit="smsPerDay"}': '9x30' },
    after: '1m',
  },
  SimgateDiskLow: { series: { simgate_disk_free_bytes: '1000000x60' }, after: '16m' },
  SimgateGuessing: { series: { simgate_failed_logins_total: '0+5x30' }, after: '11m' },
};

const calm: Record<string, string> = {
  'simgate_port_can_send{port="1"}': '1x60',
  simgate_queue_oldest_seconds: '10x60',
  'simgate_messages_failed_total{cause="refused"}': '3x60',
  'simgate_messages_failed_total{cause="stopped"}': '0+10x60',
  simgate_messages_sent_total: '0+10x60',
  simgate_messages_in_doubt: '1x60',
  'simgate_push_failing{target="crm"}': '0x60',
  'simgate_push_oldest_age_seconds{target="crm"}': '5x60',
  'simgate_sim_limit_left{port="1",limit="smsPerDay"}': '100x60',
  simgate_disk_free_bytes: '9000000000x60',
  simgate_failed_logins_total: '2x60',
};

function seriesOf(series: Record<string, string>): object[] {
  return Object.entries(series).map(([name, values]) => ({ series: name, values }));
}

describe('monitoring', { skip: missing('promtool'), timeout: 90_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let gateway: GatewayProgram;

  before(async () => {
    folder = await temporaryFolder('prometheus');
    gateway = await startGatewayProgram(folder.path, { SIMGATE_VIRTUAL_PORTS: '2' });
  });

  after(async () => {
    await gateway.program.end();
    await folder.remove();
  });

  const metrics = async (): Promise<string> => {
    const authorization = `Basic ${btoa(`${gateway.user}:${gateway.password}`)}`;
    return (await fetch(`${gateway.url}/metrics`, { headers: { authorization } })).text();
  };

  const promtool = async (file: string, text: string, ...command: string[]): Promise<void> => {
    const path = join(folder.path, file);
    await writeFile(path, text);
    const { code, output } = await runProgram('promtool', [...command, path]);
    assert.equal(code, 0, output);
  };

  test('what the gateway shows is well formed', async () => {
    const file = join(folder.path, 'metrics.txt');
    await writeFile(file, await metrics());
    const { code, output } = await runProgram('sh', ['-c', `promtool check metrics < ${file}`]);
    assert.equal(code, 0, output);
  });

  test('every name that rules and board use is one the gateway has', async () => {
    const text = await metrics();
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    );
    const used = [...rules().map(({ expr }) => expr), ...queries()].flatMap(namesIn);
    assert.deepEqual(
      used.filter(name => !types.includes(name)),
      [],
    );
  });

  test('the rules are rules', async () => {
    const { code, output } = await runProgram('promtool', ['check', 'rules', alerts]);
    assert.equal(code, 0, output);
  });

  test('each query of the board is a query', async () => {
    const recorded = queries().map((expr, index) => ({ record: `board:query_${index}`, expr }));
    await promtool(
      'board.yaml',
      JSON.stringify({ groups: [{ name: 'board', rules: recorded }] }),
      'check',
      'rules',
    );
  });

  test('each alert fires at its fault', async () => {
    assert.deepEqual(
      Object.keys(faults),
      rules().map(({ alert }) => alert),
    );
    const tests = Object.entries(faults).map(([alert, { series, after: at }]) => ({
      interval: '1m',
      input_series: seriesOf(series),
      promql_expr_test: [
        {
          expr: `count(ALERTS{alertname="${alert}",alertstate="firing"})`,
          eval_time: at,
          exp_samples: [{ value: 1, labels: '{}' }],
        },
      ],
    }));
    await promtool('faults.yaml', JSON.stringify({ rule_files: [alerts], tests }), 'test', 'rules');
  });

  test('none fires while all is well', async () => {
    const quiet = {
      interval: '1m',
      input_series: seriesOf(calm),
      promql_expr_test: [{ expr: 'count(ALERTS)', eval_time: '50m', exp_samples: [] }],
    };
    await promtool('calm.yaml', JSON.stringify({ rule_files: [alerts], tests: [quiet] }), 'test', 'rules');
  });
});
