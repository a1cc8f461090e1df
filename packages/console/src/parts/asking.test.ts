/** Parts of pages that ask the gateway: statistics, downloads, and whether the screen is narrow. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, mock, test } from 'node:test';
import { endHooks, runHook } from '../data/hook-testing.ts';
import { json, openPage, settle } from '../data/page-testing.ts';

const page = openPage();
const { setGatewayTime } = await import('../data/clock.ts');
const { useStatistics } = await import('./use-statistics.ts');
const { download, saveFile } = await import('./download.ts');
const { useNarrow } = await import('../shell/use-narrow.ts');
page.leave();

function useChart({ span, port }: { readonly span: 'hour' | 'day' | 'week'; readonly port?: number }) {
  return useStatistics(span, port);
}

describe('a part', () => {
  before(() => page.enter());
  after(() => page.leave());
  afterEach(async () => {
    await endHooks();
    mock.timers.reset();
    setGatewayTime(new Date().toISOString());
    page.answers = {};
    page.took();
    page.document.created.length = 0;
    page.width = 1280;
  });

  const spans: readonly [
    props: Parameters<typeof useChart>[0],
    step: number,
    query: string,
    points: number,
  ][] = [
    [{ span: 'hour' }, 60, 'from=2026-11-29T11:00:07Z&step=minute', 60],
    [{ span: 'day' }, 900, 'from=2026-11-28T12:00:07Z&step=quarter', 96],
    [{ span: 'week', port: 2 }, 3600, 'from=2026-11-22T12:00:07Z&step=hour&port=2', 168],
  ];
  for (const [props, step, query, points] of spans)
    test(`asks for the statistics of ${query}, and every minute again`, async () => {
      mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
      // The browser is days behind the gateway.
      setGatewayTime('2026-11-29T12:00:07.900Z');
      page.answers = { 'GET /v1/statistics': json({ step, rows: [] }) };
      const chart = await runHook(useChart, props);
      assert.deepEqual(page.took().map(decodeURIComponent), [`GET /console/v1/statistics?${query}`]);
      assert.equal(chart.now.data?.times.length, points);
      mock.timers.tick(59_999);
      await settle();
      assert.deepEqual(page.took(), []);
      mock.timers.tick(1);
      await settle();
      assert.equal(page.took().length, 1);
      await chart.end();
    });

  test('downloads by a link of the gateway', async () => {
    page.answers = { 'POST /v1/download-links': json({ link: '/v1/downloads/abc' }, 201) };
    await download('/v1/messages/export?format=csv');
    const [anchor] = page.document.created;
    assert.deepEqual(
      [page.asked[0]?.body, anchor?.tagName, anchor?.href, anchor?.clicks],
      ['{"target":"/v1/messages/export?format=csv"}', ...['A', 'http://gateway/console/v1/downloads/abc', 1]],
    );
  });

  test('saves a text as a file, which the browser may read for ten seconds', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const revoked = mock.method(URL, 'revokeObjectURL');
    saveFile('failed.csv', 'text/csv', 'number\r\n+881');
    const [link] = page.document.created;
    assert.deepEqual([link?.download, link?.clicks], ['failed.csv', 1]);
    assert.match(link?.href ?? '', /^blob:/);
    mock.timers.tick(9_999);
    assert.equal(revoked.mock.callCount(), 0);
    mock.timers.tick(1);
    assert.deepEqual(revoked.mock.calls[0]?.arguments, [link?.href]);
    revoked.mock.restore();
  });

  const widths: readonly [width: number, below: number | undefined, isNarrow: boolean][] = [
    [800, undefined, true],
    [801, undefined, false],
    [1100, 1100, true],
  ];
  for (const [width, below, isNarrow] of widths)
    test(`of a screen ${width} pixels wide is ${isNarrow ? '' : 'not '}narrow below ${below ?? 'the usual'}`, async () => {
      page.width = width;
      const part = await runHook(useNarrow, below);
      assert.equal(part.now, isNarrow);
      await part.end();
    });
});
