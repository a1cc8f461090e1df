import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { Recordings } from './recordings.ts';

function bench(context: TestContext, files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'recordings-'));
  context.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'transcripts'));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, 'transcripts', name), text);
    utimesSync(join(folder, 'transcripts', name), 1000, 1000.0004);
  }
  return { folder, recordings: new Recordings(folder) };
}

async function textOf(octets: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of octets) text += Buffer.from(chunk).toString();
  return text;
}

describe('recordings', () => {
  test('are listed by port, the present one first; other files are none', async context => {
    const files = {
      'port-10.at': '',
      'port-2.at.1': 'older',
      'port-2.at': 'new',
      'port-2.at.2': '',
      'x.at': '',
    };
    const { recordings } = bench(context, files);
    assert.deepEqual(await recordings.list(), [
      { name: 'port-2.at', port: 2, size: 3, changedAt: 1_000_000 },
      { name: 'port-2.at.1', port: 2, size: 5, changedAt: 1_000_000 },
      { name: 'port-10.at', port: 10, size: 0, changedAt: 1_000_000 },
    ]);
    assert.equal(await recordings.find('../x.at'), undefined);
    assert.equal(await recordings.find('port-7.at'), undefined);
  });

  test('are read as long as they were, and removed', async context => {
    const { folder, recordings } = bench(context, { 'port-2.at': 'first', 'port-3.at': '' });
    const recording = await recordings.find('port-2.at');
    const empty = await recordings.find('port-3.at');
    assert.ok(recording && empty);
    writeFileSync(join(folder, 'transcripts', 'port-2.at'), 'first and more');
    const texts = await Promise.all([recording, empty].map(one => textOf(recordings.read(one))));
    assert.deepEqual(texts, ['first', '']);
    assert.deepEqual(
      [
        await recordings.remove('port-2.at'),
        await recordings.remove('port-2.at'),
        (await recordings.list()).length,
      ],
      [true, false, 1],
    );
  });

  test('are none where the folder is not there', async context => {
    assert.deepEqual(await new Recordings(join(bench(context, {}).folder, 'none')).list(), []);
  });
});
