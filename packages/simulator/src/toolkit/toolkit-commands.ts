/** The toolkit's commands, by how a persona speaks of it. */

import type { CommandTable } from '../commands/command-table.ts';
import type { Persona } from '../personas/persona.ts';
import { parsedToolkitCommands } from './parsed-commands.ts';
import { rawToolkitCommands } from './raw-commands.ts';
import type { ParsedToolkitForm } from './toolkit-form.ts';

const made = new Map<ParsedToolkitForm, CommandTable>();

export function toolkitCommands({ toolkit }: Persona): CommandTable {
  if (toolkit === 'none') return {};
  if (toolkit === 'raw') return rawToolkitCommands;
  const table = made.get(toolkit) ?? parsedToolkitCommands(toolkit);
  made.set(toolkit, table);
  return table;
}
