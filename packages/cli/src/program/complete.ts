/** `simgate complete -- WORDS`: what may follow; the scripts of `simgate completion` ask it. */
import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import { readProfiles } from '../connection/profiles.ts';
import { suggestionsFor } from './suggestions.ts';

/** Names of profiles; none where their file cannot be read. */
function profileNames(): readonly string[] {
  try {
    return Object.keys(readProfiles(process.env).profiles);
  } catch {
    return [];
  }
}

/** The commands below a command with the words that are typed for them: `push add`. */
function commandsBelow(command: Command, above: readonly string[] = []): [typed: string, Command][] {
  return command.commands.flatMap(inner => {
    const typed = [...above, inner.name()];
    return [[typed.join(' '), inner] as [string, Command], ...commandsBelow(inner, typed)];
  });
}

/** Adds it, without showing it. A command `completion` of the library comes along: its name alone is of use here. */
export function withComplete(program: Command): void {
  const root = tab(program, { completionCommandName: 'completion' });
  for (const [typed, { registeredArguments }] of commandsBelow(program)) {
    const known = root.commands.get(typed);
    const profile = known?.options.get('profile');
    if (profile !== undefined)
      profile.handler = complete => {
        for (const name of profileNames()) complete(name, '');
      };
    for (const argument of registeredArguments) {
      const words = suggestionsFor(argument);
      const place = known?.arguments.get(argument.name());
      if (words === undefined || place === undefined) continue;
      place.handler = complete => {
        for (const word of words()) complete(word, '');
      };
    }
  }
}
