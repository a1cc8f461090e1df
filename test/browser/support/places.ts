/** The pages of the console. */
import type { GatewayProgram } from '../../end-to-end/support/gateway.ts';
import { type Console, desk, type Screen, type Visit } from './console.ts';

export interface Place {
  readonly name: string;
  /** The part of the address behind `#`. */
  readonly address: string;
  /** A part of the page that is there when it has come. */
  readonly ready: string;
  /** Happens once the page is open, and makes what is looked at. */
  readonly meanwhile?: (gateway: GatewayProgram) => Promise<unknown>;
}

/** Its commands are the next lines of the conversation. */
function sendByPort1({ call }: GatewayProgram): Promise<unknown> {
  const recipients = [{ number: '+491701234567' }];
  return call('/v1/messages', { text: 'Your order is ready.', recipients, port: [1], encoding: 'auto' });
}

export const places: readonly Place[] = [
  { name: 'ports', address: '/', ready: '.chart canvas' },
  { name: 'port', address: '/ports/1', ready: '.fact' },
  { name: 'port-menu', address: '/ports/1?tab=menu', ready: '.phone button' },
  { name: 'port-settings', address: '/ports/1?tab=settings', ready: 'form' },
  {
    name: 'port-conversation',
    address: '/ports/1?tab=conversation',
    ready: '.at-line',
    meanwhile: sendByPort1,
  },
  { name: 'phone', address: '/phone', ready: '.phone' },
  { name: 'messages', address: '/messages', ready: 'button.row' },
  { name: 'story', address: '/messages?id=1', ready: '.mantine-Timeline-root' },
  { name: 'failed', address: '/messages?id=5', ready: '.note li' },
  { name: 'tasks', address: '/tasks', ready: '.task-row' },
  { name: 'task', address: '/tasks/1', ready: '.stage' },
  { name: 'inbox', address: '/inbox?with=%2B491709876543', ready: '.turn' },
  { name: 'ussd', address: '/ussd?port=1', ready: '.turn' },
  { name: 'calls', address: '/calls', ready: '.cell-number' },
  { name: 'events', address: '/events', ready: '.row' },
  { name: 'push', address: '/push', ready: 'section' },
  { name: 'settings', address: '/settings', ready: 'form' },
  { name: 'devices', address: '/settings?tab=devices', ready: '.device-list li' },
  { name: 'audit', address: '/settings?tab=audit', ready: 'code' },
  { name: 'all-settings', address: '/settings?tab=all', ready: '.setting' },
  { name: 'about', address: '/settings?tab=about', ready: '.fact' },
  { name: 'users', address: '/settings?tab=users', ready: 'table' },
  { name: 'security', address: '/settings?tab=security', ready: 'form' },
];

export async function goTo(
  running: Console,
  visit: Visit,
  { address, ready, meanwhile }: Place,
): Promise<void> {
  await running.go(visit, address);
  if (meanwhile !== undefined) {
    await visit.page.locator('main section').first().waitFor();
    await meanwhile(running.gateway);
  }
  await visit.page.locator(`main ${ready}, [role=dialog] ${ready}`).first().waitFor();
}

/** The same page on another screen: nothing is loaded again. */
export async function show({ page }: Visit, { width, height, scheme }: Screen): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
}

export const telephone: Screen = { ...desk, width: 390, height: 844 };
