/**
 * `simgate completion SHELL`: scripts for bash, zsh and fish. They ask `simgate complete -- WORDS`, which answers a line for each word
 * that may follow, with its description behind a tab, and a last line with a colon.
 */
import { Argument, Command } from 'commander';
import { withExamples } from './client-command.ts';

/** Words are handed on as they are typed, never evaluated. */
const BASH = `_simgate() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    [[ $line == :* ]] || COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(simgate complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _simgate simgate
`;

const ZSH = `#compdef simgate
_simgate() {
  local line
  local -a found
  while IFS= read -r line; do
    [[ $line == :* ]] || found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done < <(simgate complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( $#found )); then _describe simgate found; else _files; fi
}
compdef _simgate simgate
`;

const FISH = `function __simgate_complete
  set -l words (commandline -opc)
  set -l found (simgate complete -- $words[2..-1] (commandline -ct) 2>/dev/null | string match -v ':*')
  if set -q found[1]
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c simgate -f -a '(__simgate_complete)'
`;

const scripts: Readonly<Record<string, string>> = { bash: BASH, zsh: ZSH, fish: FISH };

/** `simgate completion SHELL`: prints the script that completes commands and options in bash, zsh or fish. */
export function completionCommand(): Command {
  const command = new Command('completion')
    .description('Writes a script that completes commands and options in a shell.')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(scripts)))
    .action((shell: string) => {
      process.stdout.write(scripts[shell] ?? '');
    });
  return withExamples(command, [
    'source <(simgate completion bash)                 # in ~/.bashrc',
    'source <(simgate completion zsh)                  # in ~/.zshrc, behind compinit',
    'simgate completion fish > ~/.config/fish/completions/simgate.fish',
  ]);
}
