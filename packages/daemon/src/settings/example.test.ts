import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { completedExample } from './example.ts';

const example = [
  'http:',
  '  port: 8080',
  '',
  '# sms:                          # of all ports',
  '#   validity: 4320              # minutes',
  '',
  '# retention:',
  '#   sent: 90',
  '',
].join('\n');

function completed(path: string, value: unknown): string[] {
  const schema = { description: 'How long. In seconds.', default: value };
  const lines = completedExample(example, [{ path, schema }]).split('\n');
  return lines.filter(line => !example.split('\n').includes(line));
}

describe('the example of the settings', () => {
  const rows: [path: string, value: unknown, added: string[]][] = [
    ['sms.retryDelay', 15, ['#   retryDelay: 15              # How long. In seconds.']],
    ['sms.statuses', [0], ['#   statuses: [0]               # How long. In seconds.']],
    ['sms.port', undefined, ['#   port:                       # How long. In seconds.']],
    ['http.basic', true, ['  # basic: true                 # How long. In seconds.']],
    ['sms.validity', 4320, []],
    ['http.port', 8080, []],
    // In another group is not in this one.
    ['retention.validity', 1, ['#   validity: 1                 # How long. In seconds.']],
    // Written by hand.
    ['ports[0].pin', '1', []],
    ['http.tls.port', 1, []],
  ];
  for (const [path, value, added] of rows)
    test(`${path}: ${added.length} line`, () => assert.deepEqual(completed(path, value), added));

  test('puts the line at the end of its group', () => {
    const schema = { description: 'Tries.', default: 6 };
    const lines = completedExample(example, [{ path: 'sms.attempts', schema }]).split('\n');
    assert.match(lines[5] ?? '', /attempts: 6/);
    assert.equal(lines[6], '');
  });
});
