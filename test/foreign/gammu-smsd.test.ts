import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { appearingFile } from './support/appearing-file.ts';
import { missing } from './support/foreign-program.ts';
import { queueForGammuSmsd, startGammuSmsd } from './support/gammu-smsd.ts';
import { carriedMessage, type ModemRig, modemOnTerminal } from './support/modems.ts';
import type { Daemon } from './support/spool.ts';

const RECIPIENT = '+49170000001';

async function startRig(t: TestContext): Promise<ModemRig & { readonly daemon: Daemon }> {
  const rig = await modemOnTerminal(t);
  const daemon = await startGammuSmsd(rig.modem.device, rig.folder);
  t.after(() => daemon.program.end());
  return { ...rig, daemon };
}

/**
 * As it writes a text with `inboxformat = unicode`: UTF-16, the higher octet first, after a byte order mark. It writes as many
 * characters as the message has septets, so that after an escape pair NULs follow the text.
 */
function unicodeText(content: Buffer): string {
  if (content.length % 2 === 1) return '';
  return Buffer.from(content.subarray(2)).swap16().toString('utf16le').replace(/\0.*$/s, '');
}

describe('gammu-smsd', { concurrency: true, skip: missing('gammu-smsd', 'socat') }, () => {
  test('sends a long message from its outbox; the report it asked for comes', {
    timeout: 30_000,
  }, async t => {
    const { simulator, modem, daemon } = await startRig(t);
    const text = 'Grüße [€] '.repeat(20);
    const reported = carriedMessage(
      simulator,
      ({ kind, reference }) => kind === 'status-report' && reference === 1,
    );
    await queueForGammuSmsd(daemon, 1, { to: RECIPIENT, text, statusReport: true });
    await appearingFile(daemon.sent, ({ name }) => name.includes(RECIPIENT));
    assert.deepEqual(
      simulator.network
        .phone(RECIPIENT)
        .inbox()
        .map(message => [message.from, message.text, message.segments]),
      [[modem.number, text, 2]],
    );
    const { from, status } = await reported;
    assert.deepEqual({ from, status }, { from: RECIPIENT, status: 0 });
  });

  test('puts what the modem holds and what arrives later into its inbox', { timeout: 30_000 }, async t => {
    const { simulator, modem, daemon } = await startRig(t);
    const arrives = (text: string) => {
      assert.ok(simulator.network.sendFromOutside({ from: RECIPIENT, to: modem.number, text }).ok);
      return appearingFile(daemon.incoming, ({ content }) => unicodeText(content) === text);
    };
    const first = await arrives('Guten Tag {€}');
    assert.match(first.name, /^IN\d{8}_\d{6}_00_\+49170000001_00\.txt$/);
    await arrives('Привет');
  });
});
