/** The manual page of the settings, made from their schema. */
import type { SettingSchema } from './describe.ts';
import { listSettings } from './environment.ts';
import { configSchema } from './schema.ts';

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function shownDefault(value: unknown): string {
  return value === undefined ? '' : `\`${JSON.stringify(value)}\``;
}

/** docs/settings.md. */
export function renderSettings(): string {
  const rows = listSettings(configSchema as SettingSchema).map(
    ({ path, variable, schema, allowed }) =>
      `| \`${path}\` | ${cell(schema.description ?? '')} | ${cell(allowed)} | ${shownDefault(schema.default)} | \`${variable}\` |`,
  );
  return [
    '# Settings',
    '',
    'The gateway reads `--config FILE` (YAML or JSON), then environment variables, which stand above the file. A wrong',
    'setting stops the start and says where it stands, what was found and what is allowed. `simgate.example.yaml` is a',
    'commented start. `[0]` stands for any index.',
    '',
    '| setting | meaning | allowed | default | environment |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
