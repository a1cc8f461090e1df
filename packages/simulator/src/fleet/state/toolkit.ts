/** The toolkit of every SIM: a menu, a list, a question and texts, so that each kind of view can be met. */

import type { FleetPort, ToolkitPlace } from './model.ts';

/** Input types of chapter 13.3. */
const DISPLAY = 0;
const DESKTOP = 1;
const SELECT = 2;
const DIGITS = 8;
const LOCKED = 12;

const TITLE = 'Operator services';
const FIRST_FRAME = 1;
const MOST_FRAMES = 1000;

const menus = {
  menu: ['Offers', 'Balance', 'Transfer'],
  offers: ['Day pack', 'Week pack'],
} as const;

/** An action of the user. */
export interface ToolkitStep {
  readonly item: number | undefined;
  readonly param: string | undefined;
  readonly action: string | undefined;
}

/** Where the user stands; the menu until something was chosen. */
export function placeOf(port: FleetPort): ToolkitPlace {
  return port.toolkit ?? { view: 'menu', text: '', frame: isLocked(port) ? 0 : FIRST_FRAME };
}

function isLocked({ registration }: FleetPort): boolean {
  return ['NO_SIM', 'POWER_OFF', 'PIN_REQUIRE', 'PUK_REQUIRE'].includes(registration);
}

/** The view as GetSTKView shows it. */
export function viewOf(port: FleetPort): Readonly<Record<string, unknown>> {
  if (isLocked(port)) return { title: '', text: '', input_type: LOCKED, frame_id: 0 };
  const { view, text, frame } = placeOf(port);
  const end = { input_type: inputTypeOf(view), frame_id: frame };
  if (view !== 'menu' && view !== 'offers') return { title: TITLE, text, ...end };
  const item = menus[view].map((name, at) => ({ item_id: at + 1, item_string: name }));
  return { title: TITLE, text, item, ...end };
}

function inputTypeOf(view: ToolkitPlace['view']): number {
  return { menu: DESKTOP, offers: SELECT, question: DIGITS, answer: DISPLAY }[view];
}

/** Carries out a step. False: the view has no such item, takes no text, or the SIM is locked. */
export function goTo(port: FleetPort, step: ToolkitStep): boolean {
  if (isLocked(port)) return false;
  const here = placeOf(port);
  const next = nextPlace(here, step);
  if (!next) return false;
  port.toolkit = { ...next, frame: (here.frame % MOST_FRAMES) + 1 };
  return true;
}

type Target = Omit<ToolkitPlace, 'frame'>;
const menu: Target = { view: 'menu', text: '' };

function nextPlace({ view }: ToolkitPlace, { item, param, action }: ToolkitStep): Target | undefined {
  if (action !== undefined) return ['ok', 'cancle', 'cancel', 'home'].includes(action) ? menu : undefined;
  if (item !== undefined) return afterItem(view, item);
  if (param === undefined) return menu;
  if (view !== 'question' || !/^\d{1,20}$/.test(param)) return undefined;
  return { view: 'answer', text: `Transfer to ${param} is under way` };
}

function afterItem(view: ToolkitPlace['view'], item: number): Target | undefined {
  if (view === 'menu' && item === 1) return { view: 'offers', text: '' };
  if (view === 'menu' && item === 2) return { view: 'answer', text: 'Your balance is 5.00 EUR.' };
  if (view === 'menu' && item === 3) return { view: 'question', text: 'Number to transfer to' };
  if (view !== 'offers') return undefined;
  const name = menus.offers[item - 1];
  return name === undefined ? undefined : { view: 'answer', text: `${name} is ordered` };
}
