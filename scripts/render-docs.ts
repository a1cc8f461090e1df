/** Writes the pages of docs/ that are made from values, and completes simgate.example.yaml: `npm run docs`. Tests hold the committed files equal. */
import { readFileSync, writeFileSync } from 'node:fs';
import { contract, renderManual, renderReasons } from '../packages/api/src/index.ts';
import { completedExample } from '../packages/gateway/src/config/example.ts';
import { renderSettings } from '../packages/gateway/src/config/manual.ts';

function write(page: string, text: string): void {
  writeFileSync(new URL(`../docs/${page}`, import.meta.url), text);
}

write('settings.md', renderSettings());
write('api.md', renderManual(contract));
write('reasons.md', renderReasons());

const example = new URL('../simgate.example.yaml', import.meta.url);
writeFileSync(example, completedExample(readFileSync(example, 'utf8')));
