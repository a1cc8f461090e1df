/** Actions on many conversations at once. */
import { client, reply } from '../../data/api.ts';
import { searchOf } from './conversations.ts';

const A_PAGE = 500;
const AT_ONCE = 1000;

/** Whether two numbers are the same, apart from a leading + that a sender may leave out. */
function same(one: string, other: string): boolean {
  return one.replace(/^\+/, '') === other.replace(/^\+/, '');
}

/** The ids of all messages from a number. */
async function idsOf(number: string): Promise<number[]> {
  const ids: number[] = [];
  let before: number | null | undefined;
  while (before !== null) {
    const asked = { number: searchOf(number), limit: A_PAGE };
    const page = await reply(client.listInbox(before === undefined ? asked : { ...asked, before }));
    ids.push(...page.messages.filter(one => same(one.number, number)).map(one => one.incoming_sms_id));
    before = page.next;
  }
  return ids;
}

/**
 * @throws Fault; what was removed before stays removed
 * All messages of a number go, also those that the page has not loaded; sent messages stay.
 */
export async function deleteConversations(numbers: readonly string[]): Promise<void> {
  for (const number of numbers) {
    const ids = await idsOf(number);
    for (let from = 0; from < ids.length; from += AT_ONCE)
      await reply(client.deleteReceived({ ids: ids.slice(from, from + AT_ONCE) }));
  }
}

/**
 * @throws Fault
 * The numbers are sent one after the other, so those before a failure stay archived.
 */
export async function archiveConversations(numbers: readonly string[], archived: boolean): Promise<void> {
  for (const number of numbers) await reply(client.archiveReceived({ number, archived }));
}

/**
 * @throws Fault
 * The numbers are sent one after the other, so those before a failure stay marked.
 */
export async function markConversations(numbers: readonly string[], read: boolean): Promise<void> {
  for (const number of numbers) await reply(client.markReceived({ number, read }));
}
