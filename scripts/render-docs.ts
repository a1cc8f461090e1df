/**
 * Writes the files that are made from values: pages of docs/, the code of the client, and what simgate.example.yaml lacks: `npm run docs`.
 * Tests hold the committed files equal.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import {
  contract,
  endpoints,
  renderClientCode,
  renderManual,
  renderReasons,
  renderSymptoms,
} from '../packages/api/src/contract-entry.ts';
import { renderServerManual, serverEndpoints } from '../packages/api/src/server/contract-entry.ts';
import { completedExample, listSettings, type SettingSchema } from '../packages/daemon/src/settings/index.ts';
import { renderSettings } from '../packages/gateway/src/config/manual.ts';
import { configSchema } from '../packages/gateway/src/config/schema.ts';
import { renderServerSettings } from '../packages/server/src/config/manual.ts';
import { symptomPages } from '../test/docs/support/symptom-pages.ts';

function write(page: string, text: string): void {
  writeFileSync(new URL(`../docs/${page}`, import.meta.url), text);
}

write('settings.md', renderSettings());
write('api.md', renderManual(contract));
write('server-api.md', renderServerManual());
write('server-settings.md', renderServerSettings());
write('reasons.md', renderReasons());
write('symptoms/README.md', renderSymptoms(symptomPages()));
write('../packages/api/src/client/endpoints.ts', renderClientCode(endpoints));
write('../packages/api/src/server/client/endpoints.ts', renderClientCode(serverEndpoints));

const example = new URL('../simgate.example.yaml', import.meta.url);
const settings = listSettings(configSchema as SettingSchema);
writeFileSync(example, completedExample(readFileSync(example, 'utf8'), settings));
