/** The cost of importing `@simgate/api`: one small file without any dependency, for browsers as well. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

/** Octets of the whole client and receiver, minified and compressed. */
const LARGEST = 12 * 1024;

test('the SDK is one file of at most 12 kB gzip that imports nothing', async () => {
  const input = join(import.meta.dirname, '../packages/api/src/index.ts');
  const bundle = await rolldown({ input, platform: 'browser' });
  const { output } = await bundle.generate({ minify: true, format: 'esm' });
  await bundle.close();
  const [chunk, ...others] = output.filter(one => one.type === 'chunk');
  assert.deepEqual(others, []);
  assert.ok(chunk !== undefined);
  assert.deepEqual([...chunk.imports, ...chunk.dynamicImports], []);
  const size = gzipSync(chunk.code).length;
  assert.ok(size <= LARGEST, `${size} octets`);
});
