/** The endpoints in groups, as a reader of the reference looks for them. */
import type { Endpoint } from './endpoint.ts';

interface Tag {
  readonly name: string;
  readonly description: string;
}

/** The chapters of the vendor's document (chapter 16 describes pushes and has no endpoint). */
const chapters: Readonly<Record<number, string>> = {
  2: 'Sending SMS',
  3: 'Results',
  4: 'Delivery reports',
  5: 'Queue',
  6: 'Received SMS',
  7: 'Sending USSD',
  8: 'USSD replies',
  9: 'Stopping a task',
  10: 'Port information',
  11: 'Port control',
  12: 'Call records',
  13: 'SIM toolkit: menu',
  14: 'SIM toolkit: choosing',
  15: 'SIM toolkit: frame',
};

/** Groups of our own endpoints by the first word of their path. */
const groups: readonly (Tag & { readonly words: readonly string[] })[] = [
  {
    name: 'Messages',
    description: 'Messages, the tasks they belong to, and what is held after a restore.',
    words: ['messages', 'tasks', 'held-messages', 'numbers'],
  },
  { name: 'Inbox', description: 'Received messages and conversations.', words: ['inbox', 'conversations'] },
  {
    name: 'Ports',
    description: 'Ports, their SIMs, devices that were found, balances.',
    words: ['ports', 'devices', 'balances', 'recordings'],
  },
  { name: 'USSD', description: 'Dialogues with the network.', words: ['ussd'] },
  { name: 'Calls', description: 'Calls that go on, and their records.', words: ['calls'] },
  {
    name: 'Events',
    description: 'The journal, streams of it, counters by time.',
    words: ['events', 'journal', 'live', 'statistics'],
  },
  {
    name: 'Push targets',
    description: 'Web servers that events are pushed to, and their queues.',
    words: ['push-targets'],
  },
  { name: 'Alarms', description: 'What needs a person.', words: ['alarms'] },
  {
    name: 'Access',
    description: 'Users, tokens, sign-in at the console, the audit trail.',
    words: ['users', 'tokens', 'session', 'audit', 'download-links'],
  },
  {
    name: 'Virtual network',
    description: 'Phones of the embedded simulator.',
    words: ['simulator'],
  },
];

const operation: Tag = {
  name: 'Operation',
  description: 'Settings, health, metrics, this document.',
};

function chapterTag(chapter: number): Tag {
  return {
    name: `${chapter}. ${chapters[chapter] ?? 'More'}`,
    description: `Chapter ${chapter} of the vendor’s document.`,
  };
}

function groupOf({ path }: Endpoint): Tag {
  const word = path.split('/').filter(part => part !== 'v1')[1] ?? '';
  const { name, description } = groups.find(({ words }) => words.includes(word)) ?? operation;
  return { name, description };
}

/** The group of an endpoint: its chapter, or what it is about. */
export function tagOf(endpoint: Endpoint): Tag {
  return endpoint.chapter === undefined ? groupOf(endpoint) : chapterTag(endpoint.chapter);
}

/** Every group that these endpoints need: the chapters in their order, then ours. */
export function tagsOf(endpoints: readonly Endpoint[]): Tag[] {
  const needed = new Map(endpoints.map(tagOf).map(tag => [tag.name, tag]));
  const byChapter = Object.keys(chapters).map(chapter => chapterTag(Number(chapter)).name);
  const order = [...byChapter, ...groups.map(({ name }) => name), operation.name];
  return order.flatMap(name => needed.get(name) ?? []);
}

const abbreviations = new Set(['sms', 'ussd', 'cdr', 'stk', 'sim']);

/** `query_sms_result` as `Query SMS result`. */
export function titleOf({ name }: Endpoint): string {
  const words = name.split('_').map(word => (abbreviations.has(word) ? word.toUpperCase() : word));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
