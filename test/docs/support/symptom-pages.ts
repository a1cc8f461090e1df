/** The pages of docs/symptoms that are written by hand. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SymptomPage } from '../../../packages/api/src/contract-entry.ts';

const folder = join(import.meta.dirname, '../../../docs/symptoms');

export function symptomPages(): SymptomPage[] {
  return globSync('*.md', { cwd: folder })
    .filter(file => file !== 'README.md')
    .map(file => {
      const [, title = ''] = /^# (.*)$/m.exec(readFileSync(join(folder, file), 'utf8')) ?? [];
      return { file, title };
    })
    .toSorted((one, other) => one.title.localeCompare(other.title, 'en'));
}
