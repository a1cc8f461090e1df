/** Writes the pages of docs/ that are made from values: `npm run docs`. Tests hold the committed pages equal. */
import { writeFileSync } from 'node:fs';
import { contract, renderManual, renderReasons } from '../packages/api/src/index.ts';
import { renderSettings } from '../packages/gateway/src/config/manual.ts';

function write(page: string, text: string): void {
  writeFileSync(new URL(`../docs/${page}`, import.meta.url), text);
}

write('settings.md', renderSettings());
write('api.md', renderManual(contract));
write('reasons.md', renderReasons());
