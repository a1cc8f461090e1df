/**
 * gnokii with its driver for AT modems. It asks no USSD, has no words for calls that come in, splits no texts, and shows neither IMSI nor
 * reports. Every command of it starts anew; its exit codes
 * are not those of success, so the output counts.
 */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { runProgram, startProgram } from '../child-program.ts';
import {
  arrived,
  type Checks,
  exactly,
  type Judge,
  type JudgedModem,
  lastCall,
  PHONE,
  sendTo,
  texts,
} from './judge.ts';

const environment = { LC_ALL: 'C.UTF-8' };

/** It takes names of devices of up to 31 characters, so it runs in the folder of the device. */
function settings(device: string): string {
  return `[global]
port = ${basename(device)}
model = AT
connection = serial
serial_baudrate = 115200
initlength = default
[gnokiid]
bindir = /usr/sbin
[logging]
debug = off
rlpdebug = off
`;
}

export const gnokii: Judge = {
  name: 'gnokii',
  needs: ['gnokii', 'socat', 'sh'],
  version: async () => {
    const { output } = await runProgram('gnokii', ['--version']);
    return /GNOKII Version ([\d.]+)/.exec(output)?.[1] ?? 'unknown';
  },
  open: openGnokii,
};

async function openGnokii(modem: JudgedModem): Promise<Checks> {
  const file = join(modem.folder, 'gnokiirc');
  await writeFile(file, settings(await modem.device()));
  const run = async (parameters: readonly string[], input = ''): Promise<string> => {
    const line = ['gnokii', '--config', file, ...parameters];
    const { output } = await runProgram('sh', ['-c', 'printf %s "$INPUT" | "$@"', 'sh', ...line], {
      env: { ...environment, INPUT: input },
      cwd: modem.folder,
    });
    return output;
  };
  return checksOf(modem, file, run);
}

function checksOf(
  modem: JudgedModem,
  file: string,
  run: (parameters: readonly string[], input?: string) => Promise<string>,
): Checks {
  const receive = async (text: string): Promise<void> => {
    const reader = startProgram('gnokii', ['--config', file, '--smsreader'], {
      env: environment,
      cwd: modem.folder,
    });
    modem.atEnd(() => reader.end('SIGKILL'));
    await reader.waitFor(/Entered sms reader mode/);
    await sendTo(modem, text);
    await reader.waitFor(exactly(text));
    await reader.end('SIGINT');
  };
  return {
    identity: async () => {
      assert.match(await run(['--identify']), exactly(`IMEI         : ${modem.port.imei}\n`));
    },
    registration: async () => {
      assert.match(await run(['--monitor', 'once']), /\(001 01\)[\s\S]*RFLevel: 20/);
    },
    'sends text': async () => {
      assert.match(await run(['--sendsms', PHONE], texts.plain), /Send succeeded/);
      await arrived(modem, texts.plain);
    },
    'sends UCS-2': async () => {
      await run(['--sendsms', PHONE], texts.ucs2);
      await arrived(modem, texts.ucs2, { alphabet: 'ucs2' });
    },
    'receives text': () => receive(texts.incoming),
    calls: async () => {
      await run(['--dialvoice', PHONE]);
      assert.equal(lastCall(modem)?.to, PHONE);
      await run(['--hangup', '1']);
      assert.equal(lastCall(modem)?.endedBy, 'origin');
    },
  };
}
