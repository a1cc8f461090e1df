/** `simgate backup` and `simgate restore`: copies of the store of a data folder. */
import { Command } from 'commander';
import { withExamples } from '../program/client-command.ts';

interface FolderOptions {
  readonly config?: string;
  readonly dataFolder?: string;
}

/** The folder that is named, else that of the settings. */
async function folderOf({ config, dataFolder }: FolderOptions): Promise<string> {
  if (dataFolder !== undefined) return dataFolder;
  const { loadConfig } = await import('@simgate/gateway');
  return loadConfig(config, process.env).dataFolder;
}

/** Adds the options that name the data folder. */
function withFolder(command: Command): Command {
  return command
    .option('-d, --data-folder <folder>', 'the data folder (default: that of the settings)')
    .option('-c, --config <file>', 'settings (YAML or JSON) that name the data folder');
}

/** Copies the store into a new file, and checks the copy. */
async function makeBackup(file: string, options: FolderOptions): Promise<void> {
  const { backUp } = await import('@simgate/gateway');
  const folder = await folderOf(options);
  await backUp(folder, file, Date.now());
  process.stdout.write(`${file}: the store of ${folder}, checked\n`);
}

/** Puts a copy in the place of the store, and shows what a person has to decide next. */
async function putBack(file: string, options: FolderOptions): Promise<void> {
  const { restore } = await import('@simgate/gateway');
  const folder = await folderOf(options);
  const { madeAt, before } = restore(folder, file, Date.now());
  const lines = [
    `${folder} holds the store of ${new Date(madeAt).toISOString()} again.`,
    before === undefined ? undefined : `The store that was there is kept in ${before}.`,
    'Messages that were waiting then may have been sent since. The gateway holds them:',
    'GET /v1/held-messages lists them, POST /v1/held-messages/release sends them, .../stop ends them.',
  ];
  process.stdout.write(`${lines.filter(line => line !== undefined).join('\n')}\n`);
}

/** `simgate backup FILE`. A gateway that runs is not disturbed. */
export function backupCommand(): Command {
  return withFolder(
    withExamples(new Command('backup'), [
      'simgate backup simgate-monday.db',
      'simgate backup simgate-monday.db --data-folder /var/lib/simgate',
    ])
      .description('Copies the store into a file, also while the gateway runs, and checks the copy.')
      .argument('<file>', 'the copy; must not be there yet'),
  ).action(makeBackup);
}

/**
 * `simgate restore FILE`. Messages that waited at the time of the backup are held afterwards, for they may
 * have been sent since.
 */
export function restoreCommand(): Command {
  return withFolder(
    withExamples(new Command('restore'), ['simgate restore simgate-monday.db'])
      .description(
        'Puts a backup into the data folder. The gateway must be stopped; the store that is there is kept beside it.',
      )
      .argument('<file>', 'a copy made by "simgate backup", or a database with the log beside it'),
  ).action(putBack);
}
