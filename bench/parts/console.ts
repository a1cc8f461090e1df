/**
 * The load of the console: the browser at full load, at a desk and with its processor slowed four times, fed with the stream that the gateway sent during
 * a recorded load; and the gateway when ten consoles are open. The heap is watched for BENCH_HEAP_MINUTES (3; the goal is meant for 60);
 * BENCH_CONSOLE_MESSAGES are carried each time (6400).
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { buildConsole, launchBrowser } from '../../test/browser/support/browser.ts';
import { type Recording, readLive, recordLive } from '../live-recording.ts';
import type { Measurement } from '../measurement.ts';
import { heap, interactionsOf, mainThreadShare, watchInteractions } from '../page-meter.ts';
import { cpuSeconds } from '../process-use.ts';
import { startReplayServer } from '../replay-server.ts';
import { allCarried, overTcp, portsUp, queue, startGateway, startModems } from '../rig.ts';

const PORTS = 32;
const messages = Number(process.env.BENCH_CONSOLE_MESSAGES ?? 6400);
const CONSOLES = 10;
/** Seconds for all messages to be carried, on a machine that has other work too. */
const PATIENCE = 400;
const WATCHED = 15_000;

interface Load {
  readonly cpu: number;
  readonly seconds: number;
}

/** The gateway under full load with so many readers of its stream; a recording is made where there is one reader. */
async function load(
  consoles: number,
): Promise<Load & { readonly bytes: number; readonly recording?: Recording }> {
  await using stack = new AsyncDisposableStack();
  const simulator = await startModems(stack, PORTS, 'instant');
  const gateway = await startGateway(stack, simulator.ports.map(overTcp));
  await portsUp(gateway);
  if (consoles === 1)
    return { cpu: 0, seconds: 0, bytes: 0, recording: await recordLive(gateway, simulator, messages) };
  const ending = new AbortController();
  let bytes = 0;
  const take = ({ text }: { readonly text: string }) => {
    bytes += text.length;
  };
  const reading = Array.from({ length: consoles }, () => readLive(gateway.url, ending.signal, take));
  const [cpu, began] = [cpuSeconds([gateway.pid]), performance.now()];
  await queue(gateway, messages);
  await allCarried(simulator, messages, PATIENCE);
  const seconds = (performance.now() - began) / 1000;
  const used = cpuSeconds([gateway.pid]) - cpu;
  ending.abort();
  await Promise.all(reading);
  return { cpu: used, seconds, bytes: consoles === 0 ? 0 : bytes / consoles / seconds };
}

/** The interactions of a person: opens the composer and writes, searches, and goes from page to page. */
async function use(page: Page): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await page.getByRole('button', { name: 'New message' }).click();
    const drawer = page.getByRole('dialog', { name: 'New message' });
    await drawer
      .getByRole('textbox', { name: 'Text', exact: true })
      .pressSequentially('It’s on its way', { delay: 60 });
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search' }).pressSequentially('port 1', { delay: 60 });
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Messages' }).click();
    await page.getByRole('list', { name: 'Messages' }).waitFor();
    await page.getByRole('link', { name: 'Ports' }).click();
    await page
      .locator('.card')
      .nth(PORTS - 1)
      .waitFor();
  }
}

interface Seen {
  readonly share: number;
  readonly interactions: readonly number[];
}

async function open(browser: Browser, url: string) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE * 1000);
  await watchInteractions(page);
  await page.goto(url);
  await page
    .locator('.card')
    .nth(PORTS - 1)
    .waitFor();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return { context, page, session };
}

/** @param slower by how much the processor is slowed: 1 for a desk, 4 for a telephone */
async function watch(browser: Browser, url: string, slower: number): Promise<Seen> {
  const { context, page, session } = await open(browser, url);
  // Files that a page loads when it is first opened are loaded before the measurement.
  await use(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  const share = await mainThreadShare(session, WATCHED);
  const before = (await interactionsOf(page)).length;
  await use(page);
  const interactions = (await interactionsOf(page)).slice(before);
  await context.close();
  return { share, interactions };
}

/** The heap at the end as a share of that after a sixth of the time, in percent. */
async function growth(
  browser: Browser,
  url: string,
): Promise<{ readonly last: number; readonly grown: number }> {
  const minutes = Number(process.env.BENCH_HEAP_MINUTES ?? 3);
  const { context, session } = await open(browser, url);
  await delay((minutes * 60_000) / 6);
  const early = await heap(session);
  await delay((minutes * 60_000 * 5) / 6);
  const last = await heap(session);
  await context.close();
  return { last, grown: (last / early - 1) * 100 };
}

function seenAs(where: string, seen: Seen, share: number, interaction: number): Measurement[] {
  return [
    {
      name: `main thread at full load, ${where}`,
      unit: '% of a core',
      values: [seen.share],
      goal: { atMost: share },
    },
    {
      name: `interaction at full load, ${where}, the slowest`,
      unit: 'ms',
      values: [Math.max(0, ...seen.interactions)],
      goal: { atMost: interaction },
    },
    { name: `interaction at full load, ${where}, each`, unit: 'ms', values: seen.interactions },
  ];
}

async function measureBrowser(recording: Recording): Promise<Measurement[]> {
  await buildConsole();
  const server = await startReplayServer(recording);
  const browser = await launchBrowser();
  try {
    const desk = await watch(browser, server.url, 1);
    const phone = await watch(browser, server.url, 4);
    const { last, grown } = await growth(browser, server.url);
    return [
      ...seenAs('at a desk', desk, 5, 100),
      ...seenAs('processor slowed 4 times', phone, 20, 200),
      { name: 'heap at the end', unit: 'MB', values: [last], goal: { atMost: 80 } },
      { name: 'growth of the heap', unit: '%', values: [grown], goal: { atMost: 10 } },
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The browser is measured once: its figures are of many events. The gateway's are of each run. */
export async function consoleCost(runs: number): Promise<Measurement[]> {
  const { recording } = await load(1);
  if (recording === undefined) throw new Error('nothing was recorded');
  const browser = await measureBrowser(recording);
  const [costs, rates]: [number[], number[]] = [[], []];
  for (let index = 0; index < runs; index += 1) {
    const alone = await load(0);
    const watched = await load(CONSOLES);
    // Both carry the same messages: the difference of their processor time is what the consoles cost.
    costs.push((Math.max(0, watched.cpu - alone.cpu) / watched.seconds) * 100);
    rates.push(watched.bytes / 1000);
  }
  return [
    ...browser,
    {
      name: `${CONSOLES} open consoles, cost at the gateway`,
      unit: '% of a core',
      values: costs,
      goal: { atMost: 5 },
    },
    { name: 'stream of one console', unit: 'kB/s', values: rates, goal: { atMost: 20 } },
  ];
}
