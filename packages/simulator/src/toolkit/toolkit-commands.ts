/** The toolkit's commands, by how a persona speaks of it. */

import type { CommandTable } from '../commands/command-table.ts';
import type { Persona } from '../personas/persona.ts';
import { apduCommands } from './apdu-commands.ts';
import { namedToolkitCommands } from './named-commands.ts';
import { octetsToolkitCommands } from './octets-commands.ts';
import { parsedToolkitCommands } from './parsed-commands.ts';
import { rawToolkitCommands } from './raw-commands.ts';
import type { OctetsToolkitForm, ParsedToolkitForm } from './toolkit-form.ts';

const made = new Map<OctetsToolkitForm | ParsedToolkitForm, CommandTable>();

function tableOf(form: OctetsToolkitForm | ParsedToolkitForm): CommandTable {
  return form.kind === 'octets' ? octetsToolkitCommands(form) : parsedToolkitCommands(form);
}

/** The toolkit commands of a persona; none where it has no toolkit. */
export function toolkitCommands({ toolkit }: Persona): CommandTable {
  if (toolkit === 'none') return {};
  if (toolkit === 'raw') return rawToolkitCommands;
  if (toolkit === 'apdu') return apduCommands;
  if (toolkit === 'named') return namedToolkitCommands;
  const table = made.get(toolkit) ?? tableOf(toolkit);
  made.set(toolkit, table);
  return table;
}
