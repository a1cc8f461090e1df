import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { settingsTable } from './manual.ts';

describe('the table of settings', () => {
  test('has each setting with its meaning, what is allowed, default and variable', () => {
    const schema = {
      type: 'object',
      properties: {
        http: {
          type: 'object',
          properties: {
            port: { type: 'integer', minimum: 0, maximum: 65_535, default: 8080, description: 'a port' },
            level: { enum: ['info', 'warn'], default: 'info', description: 'info | warn' },
          },
        },
        folder: { type: 'string' },
      },
    };
    assert.deepEqual(settingsTable(schema, 'PROGRAM'), [
      '| setting | meaning | allowed | default | environment |',
      '|---|---|---|---|---|',
      '| `http.port` | a port | a whole number from 0 to 65535 | `8080` | `PROGRAM_HTTP_PORT` |',
      '| `http.level` | info \\| warn | one of info, warn | `"info"` | `PROGRAM_HTTP_LEVEL` |',
      '| `folder` |  | text |  | `PROGRAM_FOLDER` |',
    ]);
  });
});
