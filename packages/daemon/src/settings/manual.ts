/** The table of a program's settings, made from their schema. */
import type { SettingSchema } from './describe.ts';
import { listSettings } from './environment.ts';

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function shownDefault(value: unknown): string {
  return value === undefined ? '' : `\`${JSON.stringify(value)}\``;
}

/**
 * Lines of Markdown: each setting with its meaning, what is allowed, default and environment variable.
 * @param prefix of the variables, as SIMGATE
 */
export function settingsTable(schema: SettingSchema, prefix: string): string[] {
  const rows = listSettings(schema, prefix).map(
    ({ path, variable, schema: setting, allowed }) =>
      `| \`${path}\` | ${cell(setting.description ?? '')} | ${cell(allowed)} | ${shownDefault(setting.default)} | \`${variable}\` |`,
  );
  return ['| setting | meaning | allowed | default | environment |', '|---|---|---|---|---|', ...rows];
}
