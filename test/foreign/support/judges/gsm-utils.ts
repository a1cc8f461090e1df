/**
 * The programs of gsm-utils: gsmctl, gsmsendsms, gsmsmsstore and the daemon gsmsmsd. They set and clear DTR, which pseudo-terminals do not
 * have, so a small library answers for those lines. They know the default alphabet without its extension, no UCS-2, no USSD and no calls,
 * and read an <ackpdu> in quotes (27.005 3.1) as a broken one.
 */
import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { type ChildProgram, runProgram, startProgram } from '../child-program.ts';
import { putFile } from '../spool.ts';
import {
  arrived,
  type Checks,
  exactly,
  type Judge,
  type JudgedModem,
  PHONE,
  prepareDevice,
  sendTo,
  texts,
} from './judge.ts';

const PLAIN = 'Hello @ world';

export const gsmUtils: Judge = {
  name: 'gsm-utils',
  needs: ['gsmctl', 'gsmsendsms', 'gsmsmsd', 'socat', 'cc'],
  version: async () => {
    const { output } = await runProgram('gsmsendsms', ['--version']);
    return /version ([\d.]+)/.exec(output)?.[1] ?? 'unknown';
  },
  open: openGsmUtils,
};

interface Session {
  readonly modem: JudgedModem;
  readonly environment: Readonly<Record<string, string>>;
  readonly device: string;
  /** Parameters that all its programs take. */
  readonly line: readonly string[];
}

async function openGsmUtils(modem: JudgedModem): Promise<Checks> {
  const library = join(modem.folder, 'modem-lines.so');
  const source = join(import.meta.dirname, 'modem-lines.c');
  const { code, output } = await runProgram('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl']);
  assert.equal(code, 0, output);
  const device = await modem.device();
  const session: Session = {
    modem,
    device,
    environment: { LD_PRELOAD: library, LC_ALL: 'C.UTF-8' },
    line: ['-d', device, '-b', '115200'],
  };
  return checksOf(session);
}

async function run(
  { environment, line }: Session,
  program: string,
  ...parameters: string[]
): Promise<string> {
  const { code, output } = await runProgram(program, [...line, ...parameters], { env: environment });
  assert.equal(code, 0, `${program}: ${output}`);
  return output;
}

function checksOf(session: Session): Checks {
  const { modem } = session;
  return {
    identity: async () => {
      assert.match(await run(session, 'gsmctl', 'ME'), exactly(`Serial Number: ${modem.port.imei}\n`));
    },
    registration: async () => {
      assert.match(await run(session, 'gsmctl', 'CURROP'), /Long name: 'Test Network'/);
      assert.match(await run(session, 'gsmctl', 'SIG'), /<SIG0> {2}20\n/);
    },
    'sends text': async () => {
      await run(session, 'gsmsendsms', PHONE, PLAIN);
      await arrived(modem, PLAIN);
    },
    'sends a long text': async () => {
      await run(session, 'gsmsendsms', '-c', '7', PHONE, texts.long);
      await arrived(modem, texts.long, { segments: 3 });
    },
    'takes a report': () =>
      withDaemon(session, async (start, spool) => {
        await putFile(spool, 'gsmsms.one', `${PHONE}\nwith report\n`);
        const daemon = await start();
        // It looks into its spool every ten seconds, and behind each notice: the report is one.
        await sendTo(modem, 'look');
        await daemon.waitFor(/SMS-STATUS-REPORT[\s\S]*Status: 0x0 /);
      }),
    'receives text': () =>
      withDaemon(session, async start => {
        await sendTo(modem, PLAIN);
        const daemon = await start();
        await daemon.waitFor(exactly(`User data: '${PLAIN}'`));
      }),
  };
}

/** Work with the daemon, which prints what comes in; `start` resolves when it has printed what was stored. Notices come later. */
async function withDaemon(
  { modem, environment, device, line }: Session,
  work: (start: () => Promise<ChildProgram>, spool: string) => Promise<void>,
): Promise<void> {
  // Notices that nobody read would be the first that it hears; and it reads from the SIM.
  await prepareDevice(device, 'AT+CNMI=0,0,0,0;+CPMS="SM","SM","SM"');
  const spool = await mkdtemp(join(modem.folder, 'spool-'));
  const parameters = [...line, '-s', spool, '-r', '-f', '-t', 'SM'];
  let daemon: ChildProgram | undefined;
  const start = async (): Promise<ChildProgram> => {
    await sendTo(modem, 'stored');
    daemon = startProgram('stdbuf', ['-oL', 'gsmsmsd', ...parameters], { env: environment });
    await daemon.waitFor(/User data: 'stored'/);
    return daemon;
  };
  try {
    await work(start, spool);
  } finally {
    // While it waits for notices it does not heed SIGTERM.
    await daemon?.end('SIGKILL');
  }
}
