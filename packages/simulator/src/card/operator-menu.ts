/** The program of the card: an operator's menu that asks in every way a card can ask (TS 102 223 6.4). */

import { ask, askAll, type CardProgram, type Dialogue, isPerformed } from './dialogue.ts';
import { deviceReport, orderMessage, orderUssd } from './operator-services.ts';
import {
  displayText,
  getInkey,
  getInput,
  languageNotification,
  moreTime,
  playTone,
  provideLocalInformation,
  selectItem,
  sendShortMessage,
  sendSs,
  sendUssd,
  setUpCall,
  setUpIdleModeText,
  setUpMenu,
  startTimer,
} from './proactive-command.ts';

/** The title of the menu of this card. */
export const TITLE = 'Test Network';
/** The idle text of this card. */
export const IDLE_TEXT = 'Welcome';
/** The PIN that topping up asks for. */
export const SERVICE_PIN = '1234';
const SERVICE_NUMBER = '+88200000100';
const MAILBOX = '+88200000200';
const REMINDER_TIMER = 1;
const REMINDER_SECONDS = 5;
/** TS 102 223 8.16: general beep. */
const BEEP = 0x10;

function digits(minimum: number, maximum: number, hidden = false) {
  return {
    ...{ characters: false, hidden, minimum, maximum },
  };
}
function characters(minimum: number, maximum: number, hidden = false) {
  return {
    ...{ characters: true, hidden, minimum, maximum },
  };
}

function* balance(): Dialogue {
  yield moreTime();
  yield displayText('Balance: 12.50');
}

function* topUp(): Dialogue {
  const answers = yield* askAll([
    () => getInput('Amount', digits(1, 4)),
    () => getInput('PIN', digits(4, 8, true)),
  ]);
  if (answers === undefined) return;
  const [amount, pin] = answers;
  yield displayText(pin === SERVICE_PIN ? `Topped up by ${amount}` : 'Wrong PIN');
}

const pages = [
  ['Tariffs', 'Roaming', 'More'],
  ['Shops', 'Help line', 'More'],
  ['Terms', 'First page'],
] as const;

const articles: Readonly<Record<string, string>> = {
  Tariffs: 'A call is 0.10 a minute, a message 0.05.',
  Roaming: 'Prices abroad: dial *100*3#.',
  Shops: 'Our shops are open from 9 to 18.',
  'Help line': 'Dial 100, day and night.',
  Terms: 'The terms are on the paper that came with the card.',
};

function* information(): Dialogue {
  let page = 0;
  for (;;) {
    const entries: readonly string[] = pages.slice(page, page + 1).flat();
    const reply = yield* ask(selectItem(`Information ${page + 1}/${pages.length}`, entries));
    if (reply.kind === 'ended' || (reply.kind === 'back' && page === 0)) return;
    if (reply.kind === 'back') page -= 1;
    else {
      const article = articles[String(entries[reply.item - 1])];
      if (article === undefined) page = (page + 1) % pages.length;
      else if (!isPerformed(yield displayText(article))) return;
    }
  }
}

const languages = [
  { name: 'English', code: 'en', done: 'Language: English' },
  { name: 'Ελληνικά', code: 'el', done: 'Γλώσσα: Ελληνικά' },
  { name: 'Русский', code: 'ru', done: 'Язык: русский' },
] as const;

function* language(): Dialogue {
  const reply = yield* ask(
    selectItem(
      'Language',
      languages.map(({ name }) => name),
    ),
  );
  const chosen = reply.kind === 'answered' ? languages[reply.item - 1] : undefined;
  if (chosen === undefined) return;
  yield languageNotification(chosen.code);
  yield displayText(chosen.done);
}

function* message(): Dialogue {
  const answers = yield* askAll([
    () => getInput('Number', digits(3, 20)),
    () => getInput('Text', characters(1, 60)),
  ]);
  if (answers === undefined) return;
  const [number = '', text = ''] = answers;
  const sent = yield sendShortMessage('Sending message', orderMessage(number, text));
  yield displayText(isPerformed(sent) ? 'Message sent' : 'Message not sent');
}

function* password(): Dialogue {
  const answers = yield* askAll([
    () => getInput('New password', characters(4, 12, true)),
    () => getInput('Once more', characters(4, 12, true)),
  ]);
  if (answers === undefined) return;
  yield displayText(answers[0] === answers[1] ? 'Password changed' : 'The passwords differ');
}

/** TS 102 223 8.15: yes is one octet 01, which reads as the pound sign of the default alphabet. */
const YES = '£';

function* roaming(): Dialogue {
  const reply = yield* ask(getInkey('yesNo', 'Allow roaming?'));
  if (reply.kind === 'answered') yield displayText(reply.text === YES ? 'Roaming is on' : 'Roaming is off');
}

function* rating(): Dialogue {
  const answers = yield* askAll([
    () => getInkey('digit', 'Stars, 1 to 5'),
    () => getInkey('character', 'Your initial'),
  ]);
  if (answers !== undefined) yield displayText(`Thank you, ${answers[1]}: ${answers[0]} stars`);
}

function* device(): Dialogue {
  const imei = yield provideLocalInformation(1);
  const place = yield provideLocalInformation(0);
  yield displayText(deviceReport(imei, place));
}

function* reminder(): Dialogue {
  const started = yield startTimer(REMINDER_TIMER, REMINDER_SECONDS);
  yield displayText(isPerformed(started) ? 'You will be reminded' : 'No timer here');
}

function* reminded(): Dialogue {
  yield playTone(BEEP);
  yield displayText('Time is up');
}

function* ussdBalance(): Dialogue {
  const answer = yield sendUssd('Asking', orderUssd('*100#'));
  yield displayText(isPerformed(answer) ? (answer.text ?? 'No text came') : 'The network was not asked');
}

function* callService(): Dialogue {
  const answer = yield setUpCall('Call the help line?', SERVICE_NUMBER);
  if (!isPerformed(answer)) yield displayText('No call was made');
}

function* forwarding(): Dialogue {
  const answer = yield sendSs('Forwarding calls', `**21*${MAILBOX}#`);
  yield displayText(isPerformed(answer) ? 'Calls go to the mailbox' : 'Calls are not forwarded');
}

const menu = [
  { name: 'Balance', dialogue: balance },
  { name: 'Top up', dialogue: topUp },
  { name: 'Information', dialogue: information },
  { name: 'Language', dialogue: language },
  { name: 'Send message', dialogue: message },
  { name: 'Password', dialogue: password },
  { name: 'Roaming', dialogue: roaming },
  { name: 'Rate us', dialogue: rating },
  { name: 'My device', dialogue: device },
  { name: 'Reminder', dialogue: reminder },
  { name: 'Balance by USSD', dialogue: ussdBalance },
  { name: 'Call help line', dialogue: callService },
  { name: 'Mailbox on', dialogue: forwarding },
] as const;

/** Names of the menu's items in their order; they are numbered from 1. */
export const items: readonly string[] = menu.map(({ name }) => name);

function* started(): Dialogue {
  yield setUpMenu(TITLE, items);
  yield setUpIdleModeText(IDLE_TEXT);
}

/** The menu's program. */
export const operatorMenu: CardProgram = {
  started,
  chosen: item => menu[item - 1]?.dialogue(),
  timerExpired: reminded,
};
