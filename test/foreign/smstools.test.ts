import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { appearingFile, filesIn } from './support/appearing-file.ts';
import { missing } from './support/foreign-program.ts';
import { type ModemRig, modemOnTerminal } from './support/modems.ts';
import { queueForSmstools, startSmstools } from './support/smstools.ts';
import type { Daemon } from './support/spool.ts';

const RECIPIENT = '+49170000001';

async function startRig(t: TestContext): Promise<ModemRig & { readonly daemon: Daemon }> {
  const rig = await modemOnTerminal(t);
  const daemon = await startSmstools([rig.modem.device], rig.folder);
  t.after(() => daemon.program.end());
  return { ...rig, daemon };
}

/** The value of a header line of one of its message files. */
function header(content: Buffer, name: string): string | undefined {
  return new RegExp(`^${name}: (.*)$`, 'm').exec(content.toString('latin1'))?.[1];
}

/** The body behind the headers, in the alphabet they name. */
function body(content: Buffer): string {
  const octets = content.subarray(content.indexOf('\n\n') + 2);
  if (header(content, 'Alphabet') !== 'UCS2') return octets.toString('utf8');
  return octets.length % 2 === 1 ? '' : Buffer.from(octets).swap16().toString('utf16le');
}

describe('smsd of smstools', { concurrency: true, skip: missing('smsd', 'socat') }, () => {
  test('identifies the modem, sends a long message and files its reports', { timeout: 30_000 }, async t => {
    const { simulator, modem, daemon } = await startRig(t);
    const text = 'Grüße [€] '.repeat(20);
    await queueForSmstools(daemon, 'one', { to: RECIPIENT, text, statusReport: true });
    // smsd writes the headers of the modem after it has moved the file here.
    const { content } = await appearingFile(
      daemon.sent,
      file => file.name === 'one' && ['IMEI', 'IMSI'].every(name => header(file.content, name) !== undefined),
    );
    assert.deepEqual([header(content, 'IMEI'), header(content, 'IMSI')], [modem.imei, modem.imsi]);
    assert.deepEqual(
      simulator.network
        .phone(RECIPIENT)
        .inbox()
        .map(message => [message.from, message.text, message.segments]),
      [[modem.number, text, 2]],
    );
    for (const reference of ['0', '1']) {
      const report = await appearingFile(
        daemon.reports,
        file =>
          header(file.content, 'Message_id') === reference && header(file.content, 'Status') !== undefined,
      );
      assert.match(header(report.content, 'Status') ?? '', /^0,Ok/);
    }
    assert.deepEqual(await filesIn(daemon.failed), []);
  });

  const texts = [
    { name: 'in the default alphabet', text: 'Guten Tag {€}' },
    { name: 'of two segments in UCS-2', text: 'Ж😀'.repeat(40) },
  ];
  for (const { name, text } of texts) {
    test(`files a message ${name}`, { timeout: 30_000 }, async t => {
      const { simulator, modem, daemon } = await startRig(t);
      assert.ok(simulator.network.sendFromOutside({ from: RECIPIENT, to: modem.number, text }).ok);
      const { content } = await appearingFile(daemon.incoming, file => body(file.content) === text);
      assert.equal(header(content, 'From'), RECIPIENT.replace('+', ''));
    });
  }
});
