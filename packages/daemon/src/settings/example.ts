/** Completes simgate.example.yaml: settings that stand in the schema only get a line in the block of their group. */
import type { SettingSchema } from './describe.ts';

/** Where values are explained in a column of their own. */
const COMMENT_COLUMN = 32;

interface Setting {
  readonly path: string;
  readonly schema: SettingSchema;
}

/** The example with a commented line for each setting of the groups that it did not name; lines that are there stay as they are. */
export function completedExample(example: string, settings: readonly Setting[]): string {
  return settings.reduce(withSetting, example);
}

function withSetting(example: string, { path, schema }: Setting): string {
  const [group = '', name, ...deeper] = path.split('.');
  // Lists, and groups within groups, have shapes of their own: they are written by hand.
  if (name === undefined || deeper.length > 0 || group.includes('[') || name.includes('[')) return example;
  const lines = example.split('\n');
  const start = lines.findIndex(line => line === `${group}:` || new RegExp(`^# ${group}:( |$)`).test(line));
  const empty = lines.indexOf('', start);
  if (start < 0) return example;
  const end = empty < 0 ? lines.length : empty;
  const isThere = lines.slice(start, end).some(line => line.replace(/^[# ]*/, '').startsWith(`${name}:`));
  if (isThere) return example;
  const indent = lines[start]?.startsWith('#') ? '#   ' : '  # ';
  const value = schema.default === undefined ? '' : ` ${JSON.stringify(schema.default)}`;
  const setting = `${indent}${name}:${value}`.padEnd(COMMENT_COLUMN - 1);
  return lines.toSpliced(end, 0, `${setting} # ${schema.description ?? ''}`.trimEnd()).join('\n');
}
