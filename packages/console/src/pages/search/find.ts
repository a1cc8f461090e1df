/** The results of a search: pages, ports, actions, and where to look for a number or a text. Nothing is asked of the gateway. */
import type { Port } from '../../data/types.ts';
import { placeWith } from '../../shell/place.ts';
import { isNumber, plainNumber } from '../compose/recipients.ts';

/** One result: its place and its words. */
export interface Hit {
  readonly key: string;
  /** In the language of the page. */
  readonly label: string;
  readonly href: string;
  /** A message is begun instead of going to a place. */
  readonly composeTo?: string;
}

/** A page by its name in the language of the person. */
export interface Named {
  readonly label: string;
  readonly href: string;
}

/** Labels of the results in the language of the person. */
export interface Words {
  readonly port: (port: number) => string;
  readonly messagesOf: (number: string) => string;
  readonly conversation: (number: string) => string;
  readonly compose: (number: string) => string;
  readonly messagesWith: (text: string) => string;
}

/** All that a search looks through, and the rights that decide which actions it offers. */
export interface Sources {
  readonly pages: readonly Named[];
  readonly ports: readonly Pick<Port, 'port' | 'label' | 'sim'>[];
  readonly maySend: boolean;
  readonly mayOperate: boolean;
  readonly words: Words;
}

const MOST_PORTS = 8;
const FEWEST_DIGITS = 3;

/** The text without case and accents, so that "Zürich" is found by "zurich". */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Ports that fit, at most eight. IMSI and ICCID are searched and not shown. */
function portHits(query: string, { ports, words }: Sources): Hit[] {
  const wanted = fold(query);
  return ports
    .map(({ port, label, sim }) => ({
      port,
      text: [words.port(port), label, sim?.number ?? ''].filter(part => part !== '').join(' · '),
      all: [words.port(port), label, sim?.number, sim?.imsi, sim?.iccid].join(' '),
    }))
    .filter(({ all, port }) => fold(all).includes(wanted) || `${port}` === query)
    .slice(0, MOST_PORTS)
    .map(({ port, text }) => ({ key: `port ${port}`, label: text, href: `/ports/${port}` }));
}

/** Places for a number of three or more digits; only those that the person may go to. */
function numberHits(query: string, { words, maySend, mayOperate }: Sources): Hit[] {
  const number = plainNumber(query);
  if (!isNumber(number) || number.replace(/\D/g, '').length < FEWEST_DIGITS) return [];
  return [
    ...(mayOperate
      ? [
          {
            key: 'conversation',
            label: words.conversation(number),
            href: placeWith('/inbox', { with: number }),
          },
        ]
      : []),
    { key: 'number', label: words.messagesOf(number), href: placeWith('/messages', { number }) },
    ...(maySend ? [{ key: 'compose', label: words.compose(number), href: '', composeTo: number }] : []),
  ];
}

/**
 * In the order in which they are offered. Without a query: the pages.
 * Pages come first, then at most eight ports, then a number of three or more digits, and last the text in messages.
 * A port is found by its number, its name, and number, IMSI or ICCID of its SIM.
 */
export function find(typed: string, sources: Sources): Hit[] {
  const query = typed.trim();
  const pages = sources.pages
    .filter(({ label }) => fold(label).includes(fold(query)))
    .map(({ label, href }) => ({ key: href, label, href }));
  if (query === '') return pages;
  const text = {
    key: 'text',
    label: sources.words.messagesWith(query),
    href: placeWith('/messages', { text: query }),
  };
  return [...pages, ...portHits(query, sources), ...numberHits(query, sources), text];
}
