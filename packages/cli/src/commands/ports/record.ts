/** `simgate record PORT`: writes the lines between port and modem into a file. */
import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@simgate/api';
import { type Command, Option } from 'commander';
import type { Session } from '../../connection/session.ts';
import { duration, span } from '../../output/times.ts';
import { checkWritable, STANDARD_OUTPUT } from '../../output/writable.ts';
import { clientCommand, doing } from '../../program/client-command.ts';
import { exitCodes } from '../../program/exit-codes.ts';
import { interrupted } from '../../program/interrupted.ts';
import { portNumber } from '../../program/values.ts';

/** `for` is in seconds; `output` a file, or - for standard output. */
interface RecordOptions {
  readonly for: number;
  readonly output?: string;
}

async function turn(client: Client, port: number, param: 'on' | 'off'): Promise<void> {
  await client.orThrow.actOnPort({ port, action: 'record', param });
}

/**
 * Records a port until the time is over or Ctrl+C, and turns the recording off either way.
 * The file is readable for its owner alone (mode 600), as it holds an AT conversation.
 */
async function run(session: Session, options: RecordOptions, port: number): Promise<void> {
  if (options.output !== undefined) checkWritable(options.output);
  const client = await session.clientWithV1('simgate record');
  const signal = interrupted();
  await turn(client, port, 'on');
  session.out.note(
    `Port ${port} is recorded for ${span(options.for)}; Ctrl+C ends it before. Numbers and texts are masked.`,
  );
  await wait(options.for * 1000, undefined, { signal }).catch(() => undefined);
  await turn(client, port, 'off');
  process.exitCode = exitCodes.done;
  if (options.output !== undefined) {
    const recording = await client.orThrow.getRecording({ name: `port-${port}.at` });
    if (options.output === STANDARD_OUTPUT) session.out.write(recording);
    else {
      writeFileSync(options.output, recording, { mode: 0o600 });
      session.out.note(`Written to ${options.output}.`);
    }
    return;
  }
  session.out.facts({ port, folder: 'transcripts' }, [
    { title: 'port', value: each => each.port },
    {
      title: 'folder',
      value: each => each.folder,
      shown: each => `${each.folder}/ in the data folder of the gateway`,
    },
  ]);
}

/** `simgate record PORT`. */
export function recordCommand(): Command {
  return clientCommand('record', 'Records the AT conversation of a port, for a report of a fault.', [
    'simgate record 3 --for 5m',
    'simgate record 3 --for 5m -o port-3.at',
  ])
    .argument('<port>', 'a port number from 0 to 31', portNumber)
    .addOption(new Option('--for <time>', 'so long').argParser(duration).default(300, '5m'))
    .option('-o, --output <file>', 'fetches what is recorded of the port into a file; - is standard output')
    .action(doing(run));
}
