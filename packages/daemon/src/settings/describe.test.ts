import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeAllowed, type SettingSchema, schemaAt } from './describe.ts';

describe('what a setting allows, in words', () => {
  const rows: readonly (readonly [schema: SettingSchema, words: string])[] = [
    [{ type: 'integer' }, 'a whole number'],
    [{ type: 'integer', minimum: 0, maximum: 65535 }, 'a whole number from 0 to 65535'],
    [{ type: 'integer', minimum: 0 }, 'a whole number, 0 or more'],
    [{ type: 'integer', maximum: 9 }, 'a whole number, 9 or less'],
    [{ type: 'number' }, 'a number'],
    [{ type: 'number', minimum: 0.1, maximum: 10 }, 'a number from 0.1 to 10'],
    [{ type: 'number', minimum: -1 }, 'a number, -1 or more'],
    [{ type: 'number', maximum: 0 }, 'a number, 0 or less'],
    [{ type: 'boolean' }, 'true or false'],
    [{ type: 'string' }, 'text'],
    [{ type: 'string', minLength: 1 }, 'text of at least 1 characters'],
    [{ type: 'string', pattern: '^a+$' }, 'text of the form ^a+$'],
    [{ type: 'string', pattern: '^a+$', minLength: 1 }, 'text of the form ^a+$'],
    [{ enum: ['ring', 'refuse'] }, 'one of ring, refuse'],
    [{ type: 'integer', enum: [8, 16] }, 'one of 8, 16'],
    [{ type: 'array' }, 'a list'],
    [{ type: 'array', maxItems: 64 }, 'a list of at most 64'],
    [{ type: 'object', properties: { host: {}, port: {} } }, 'a group of host, port'],
    [{ type: 'object' }, 'a group of '],
  ];
  for (const [schema, words] of rows)
    test(`${JSON.stringify(schema)}: ${words}`, () => assert.equal(describeAllowed(schema), words));
});

describe('the schema of a path', () => {
  const port = { type: 'integer' };
  const schema: SettingSchema = {
    type: 'object',
    properties: {
      http: { type: 'object', properties: { port } },
      ports: { type: 'array', items: { type: 'object', properties: { port } } },
      plain: { type: 'array' },
    },
  };
  const rows: readonly (readonly [path: readonly string[], found: SettingSchema | undefined])[] = [
    [[], schema],
    [['http', 'port'], port],
    [['ports', '0', 'port'], port],
    [['ports', '31', 'port'], port],
    [['http', 'prot'], undefined],
    [['http', 'port', 'deeper'], undefined],
    [['plain', '0'], undefined],
    [['nothing', 'at', 'all'], undefined],
  ];
  for (const [path, found] of rows)
    test(`${path.join('.') || 'none'}: ${found === undefined ? 'no setting' : found.type}`, () =>
      assert.equal(schemaAt(schema, path), found));
});
