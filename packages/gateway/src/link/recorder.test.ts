import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { scriptedModem } from '../at/testing.ts';
import { FileRecorder, type RecorderOptions, recorded } from './recorder.ts';

function bench(context: TestContext, more: Partial<RecorderOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'recorder-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'transcripts', 'port-3.at');
  const warnings: unknown[] = [];
  const log = { warn: (...words: unknown[]) => void warnings.push(words) };
  const recorder = new FileRecorder({ file, clock: fakeClock(), log, ...more });
  const take = (direction: '>>' | '<<', text: string) =>
    recorder.take(direction, Buffer.from(text, 'latin1'));
  return { file, recorder, take, warnings };
}

function linesOf(file: string) {
  return readFileSync(file, 'utf8').trimEnd().split('\n');
}

describe('recorder', () => {
  test('writes one line for each line of the wire, control characters spelled out', async context => {
    const { file, recorder, take } = bench(context, { plain: true });
    recorder.switch(true);
    take('>>', 'AT+CMGS=18\r');
    take('<<', '\r\n> ');
    take('>>', '0011000B918802010000F2\x1a');
    take('<<', '\r\n+CMGS: 7\r\n\r\nOK\r\n\xff\\\r\n');
    await recorder.close();
    assert.deepEqual(linesOf(file), [
      '1000.000 >> AT+CMGS=18\\r',
      '1000.000 << \\r\\n',
      '1000.000 << > ',
      '1000.000 >> 0011000B918802010000F2\\x1a',
      '1000.000 << \\r\\n',
      '1000.000 << +CMGS: 7\\r\\n',
      '1000.000 << \\r\\n',
      '1000.000 << OK\\r\\n',
      '1000.000 << \\xff\\\\\\r\\n',
    ]);
  });

  test('shows its lines to who listens, masked and without a file, until he has enough', async context => {
    const { file, recorder, take } = bench(context);
    take('<<', 'the end of a line that nobody saw');
    const heard: string[] = [];
    const end = recorder.listen(({ at, direction, text }) => heard.push(`${at} ${direction} ${text}`));
    take('>>', 'AT+CMGS=18\r');
    take('<<', '+CLIP: "+491701234567",145\r\n');
    end();
    take('<<', 'OK\r\n');
    await recorder.close();
    const at = Date.UTC(2026, 0, 31, 8);
    assert.deepEqual(heard, [`${at} >> AT+CMGS=18\\r`, `${at} << +CLIP: "+************",145\\r\\n`]);
    assert.throws(() => statSync(file));
  });

  test('masks a number that comes in pieces', async context => {
    const { file, recorder, take } = bench(context);
    recorder.switch(true);
    for (const digit of '001010123456789\r\n') take('<<', digit);
    await recorder.close();
    assert.equal(readFileSync(file, 'utf8').includes('0010'), false);
    assert.match(linesOf(file)[0] ?? '', /\*{15}/);
  });

  test('keeps a USSD text of several lines in one piece, so that all of it is masked', async context => {
    const { file, recorder, take } = bench(context);
    recorder.switch(true);
    take('<<', '+CUSD: 1,"1 Balance\r\n2 "Da');
    take('<<', 'ta"\n",15\r\nOK\r\n');
    await recorder.close();
    assert.deepEqual(linesOf(file), [
      `1000.000 << +CUSD: 1,"${'*'.repeat(20)}",15\\r\\n`,
      '1000.000 << OK\\r\\n',
    ]);
  });

  test('is off until it is switched on, and can be switched off', async context => {
    const { file, recorder, take } = bench(context);
    take('>>', 'AT\r');
    recorder.switch(true);
    take('>>', 'AT+CSQ\r');
    recorder.switch(false);
    take('>>', 'ATI\r');
    await recorder.close();
    assert.deepEqual(linesOf(file), ['1000.000 >> AT+CSQ\\r']);
  });

  test('has a file though nothing was said', async context => {
    const { file, recorder } = bench(context);
    recorder.switch(true);
    await recorder.close();
    assert.equal(readFileSync(file, 'utf8'), '');
  });

  test('keeps the file within its bound, and one older one', async context => {
    const { file, recorder, take } = bench(context, { sizeLimit: 100 });
    for (let count = 0; count < 10; count += 1) {
      recorder.switch(true);
      take('>>', 'AT+CSQ\r');
      await recorder.close();
    }
    // Each line has 21 octets: the fifth fills a file.
    assert.deepEqual(
      [statSync(file).size, statSync(`${file}.1`).size].map(size => size / 21),
      [5, 5],
    );
  });

  for (const [size, older] of [
    [8_388_607, undefined],
    [8_388_608, 8_388_608],
  ] as const) {
    test(`begins a new file at 8 MiB: ${size} octets ${older === undefined ? 'are not' : 'are'} full`, async context => {
      const { file, recorder } = bench(context);
      mkdirSync(dirname(file));
      writeFileSync(file, '');
      truncateSync(file, size);
      recorder.switch(true);
      await recorder.close();
      assert.equal(statSync(`${file}.1`, { throwIfNoEntry: false })?.size, older);
    });
  }

  test('spells out each octet that is no printable ASCII', async context => {
    const { file, recorder, take } = bench(context, { plain: true });
    recorder.switch(true);
    take('<<', '\n\x00\x1f ~\x7f\r\n');
    await recorder.close();
    assert.deepEqual(linesOf(file), ['1000.000 << \\n', '1000.000 << \\x00\\x1f ~\\x7f\\r\\n']);
  });

  test('waits for the end of a line for 4,096 octets', async context => {
    const { file, recorder, take } = bench(context, { plain: true });
    recorder.switch(true);
    take('<<', 'a'.repeat(4096));
    take('<<', 'b\r\n');
    take('<<', 'c'.repeat(4097));
    take('<<', 'd\r\n');
    await recorder.close();
    const lengths = linesOf(file).map(line => line.length - '1000.000 << '.length);
    assert.deepEqual(lengths, [4096 + 'b\\r\\n'.length, 4097, 'd\\r\\n'.length]);
  });

  test('takes no line whose beginning it did not see', async context => {
    const { file, recorder, take } = bench(context);
    const heard: string[] = [];
    recorder.switch(true);
    take('>>', 'AT+C');
    take('<<', '+C');
    recorder.switch(false);
    recorder.switch(true);
    take('>>', 'SQ\r');
    take('<<', 'SQ: 1\r\n');
    take('<<', 'O');
    recorder.listen(({ text }) => heard.push(text));
    take('<<', 'K\r\n');
    take('>>', 'AT');
    recorder.switch(true);
    take('>>', 'I\r');
    await recorder.close();
    take('>>', 'ATH\r');
    await recorder.close();
    assert.deepEqual(
      linesOf(file).map(line => line.slice('1000.000 '.length)),
      ['>> SQ\\r', '<< SQ: 1\\r\\n', '<< OK\\r\\n', '>> ATI\\r'],
    );
    assert.deepEqual(heard, ['OK\\r\\n', 'ATI\\r', 'ATH\\r']);
  });

  test('is for its owner alone', async context => {
    const { file, recorder, take } = bench(context);
    recorder.switch(true);
    take('>>', 'AT\r');
    await recorder.close();
    assert.deepEqual(
      [file, dirname(file)].map(path => statSync(path).mode & 0o777),
      [0o600, 0o700],
    );
  });

  test('stops when it cannot write, and says so once', async context => {
    const { recorder, take, warnings } = bench(context, { file: '/dev/null/port-3.at' });
    recorder.switch(true);
    take('>>', 'AT\r');
    await recorder.close();
    take('>>', 'AT\r');
    assert.equal(warnings.length, 1);
  });

  test('stands around a link without changing what passes', async context => {
    const { file, recorder } = bench(context);
    const modem = scriptedModem({ 'AT+CSQ': ['+CSQ: 18,99', 'OK'] });
    const link = recorded(modem.link, recorder);
    let heard = '';
    const bytes = (chunk: Uint8Array) => {
      heard += Buffer.from(chunk).toString();
    };
    link.attach({ bytes, closed: () => {} });
    recorder.switch(true);
    link.write(Buffer.from('AT+CSQ\r'));
    await new Promise(resolve => setImmediate(resolve));
    await recorder.close();
    assert.deepEqual(modem.sent, ['AT+CSQ']);
    assert.equal(heard, '\r\n+CSQ: 18,99\r\n\r\nOK\r\n');
    assert.equal(linesOf(file)[0], '1000.000 >> AT+CSQ\\r');
  });

  test('leaves a line its speed and its DTR, and gives none to a link without', async context => {
    const { recorder } = bench(context);
    const { link } = scriptedModem({});
    const done: string[] = [];
    const line = recorded(
      {
        ...{ name: link.name, attach: link.attach, write: link.write, close: link.close },
        setBaudRate: async speed => void done.push(`speed ${speed}`),
        pulseDtr: async milliseconds => void done.push(`DTR ${milliseconds}`),
      },
      recorder,
    );
    await line.setBaudRate?.(9600);
    await line.pulseDtr?.(1000);
    assert.deepEqual(done, ['speed 9600', 'DTR 1000']);
    const plain = recorded(
      { name: link.name, attach: link.attach, write: link.write, close: link.close },
      recorder,
    );
    assert.deepEqual([plain.setBaudRate, plain.pulseDtr], [undefined, undefined]);
  });
});
