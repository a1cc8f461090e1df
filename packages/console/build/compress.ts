/** Puts .br and .gz beside each file: the gateway sends them as they are and compresses nothing while it serves. */
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const COMPRESSIBLE = /\.(?:js|css|html|svg|json)$/;
/** Smaller files gain nothing. */
const LEAST_BYTES = 512;

export function compressFolder(folder: string): void {
  for (const file of globSync('**/*', { cwd: folder })) {
    const path = join(folder, file);
    if (!COMPRESSIBLE.test(file) || statSync(path).size < LEAST_BYTES) continue;
    const content = readFileSync(path);
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 10,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    };
    writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  }
}
