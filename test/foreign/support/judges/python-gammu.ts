/**
 * gammu as a library, by its binding for Python, in one process (python-gammu.py). It looks for notices only when it is asked to, so
 * messages are read from the storage; status reports are gammu-smsd's work, which has tests of its own.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runProgram } from '../child-program.ts';
import {
  arrived,
  BALANCE,
  type Checks,
  callTo,
  type Judge,
  type JudgedModem,
  lastCall,
  PHONE,
  sendTo,
  texts,
} from './judge.ts';

// Debian's own interpreter: another one does not see the module.
const PYTHON = '/usr/bin/python3';
const script = join(import.meta.dirname, 'python-gammu.py');

export const pythonGammu: Judge = {
  name: 'python3-gammu',
  needs: [PYTHON, '/usr/lib/python3/dist-packages/gammu/__init__.py', 'socat'],
  version: async () => {
    const { output } = await runProgram(PYTHON, ['-c', 'import gammu; print(*gammu.Version()[:2])']);
    const [library, binding] = output.trim().split(' ');
    return `${binding} (gammu ${library})`;
  },
  open: async modem => {
    const { ask, close } = startScript(await modem.device());
    modem.atEnd(close);
    return checksOf(modem, ask);
  },
};

type Ask = (command: string, ...parameters: readonly (string | boolean)[]) => Promise<unknown>;

/** Starts the script; its state machine takes 3 s before the first answer. */
function startScript(device: string): { readonly ask: Ask; close(): Promise<void> } {
  const child = spawn(PYTHON, [script, device], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', text => {
    complaints += text;
  });
  const closed = once(child, 'close');
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (command, ...parameters) => {
      child.stdin.write(`${JSON.stringify([command, ...parameters])}\n`);
      // The library prints warnings to the same place.
      let answer = await answers.next();
      while (answer.done !== true && !answer.value.startsWith('{')) answer = await answers.next();
      assert.ok(answer.done !== true, `the script ended:\n${complaints}`);
      const { value, error } = JSON.parse(answer.value) as { value?: unknown; error?: string };
      assert.equal(error, undefined, `${command}: ${error}\n${complaints}`);
      return value;
    },
    close: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

function checksOf(modem: JudgedModem, ask: Ask): Checks {
  const receive = async (text: string): Promise<void> => {
    await sendTo(modem, text);
    const stored = (await ask('messages')) as readonly string[];
    assert.ok(stored.includes(text), JSON.stringify(stored));
  };
  return {
    identity: async () => assert.deepEqual(await ask('identity'), [modem.port.imei, modem.port.imsi]),
    registration: async () => {
      const { State, NetworkCode } = (await ask('network')) as Record<string, string>;
      assert.deepEqual([State, NetworkCode], ['HomeNetwork', '001 01']);
    },
    'sends text': async () => {
      await ask('send', PHONE, texts.plain, false);
      await arrived(modem, texts.plain);
    },
    'sends a long text': async () => {
      await ask('send', PHONE, texts.long, false);
      await arrived(modem, texts.long, { segments: 3 });
    },
    'sends UCS-2': async () => {
      await ask('send', PHONE, texts.ucs2, true);
      await arrived(modem, texts.ucs2, { alphabet: 'ucs2' });
    },
    'receives text': () => receive(texts.incoming),
    'receives a long text': () => receive(texts.incomingLong),
    'asks USSD': async () => assert.equal(await ask('ussd', '*100#'), BALANCE),
    calls: async () => {
      await ask('dial', PHONE);
      assert.equal(lastCall(modem)?.to, PHONE);
      await ask('hang up');
      assert.equal(lastCall(modem)?.endedBy, 'origin');
    },
    'is called': async () => {
      await ask('watch calls');
      callTo(modem);
      // The number is not compared: once gammu has chosen UCS-2 for a text, it reads the digits of +CLIP as UCS-2 too.
      await ask('called');
      await ask('answer');
      assert.equal(lastCall(modem)?.state, 'active');
      await ask('hang up');
      assert.equal(lastCall(modem)?.endedBy, 'destination');
    },
  };
}
