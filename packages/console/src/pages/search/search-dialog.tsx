import { Modal, Text, TextInput } from '@mantine/core';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { useMayOperate, useMaySend, usePortsPart, useWho } from '../../data/hooks.ts';
import { goTo } from '../../shell/place.ts';
import { placesFor } from '../../shell/places.ts';
import { type T, useT } from '../../words/i18n.ts';
import { compose } from '../compose/draft.ts';
import { find, type Hit, type Words } from './find.ts';

/** Labels of the results in the language of the page. */
function wordsOf(t: T): Words {
  return {
    port: port => t('common.port', { port }),
    messagesOf: number => t('search.messagesOf', { number }),
    conversation: number => t('inbox.thread', { number }),
    compose: number => t('search.compose', { number }),
    messagesWith: text => t('search.messagesWith', { text }),
  };
}

/** Results for a query among pages and ports that the page knows already; only what the person may do is offered. */
function useHits(query: string): readonly Hit[] {
  const t = useT();
  const who = useWho();
  const ports = usePortsPart(all => all.map(({ port, label, sim }) => ({ port, label, sim })));
  const [maySend, mayOperate] = [useMaySend(), useMayOperate()];
  return useMemo(() => {
    const places = placesFor(who).map(({ word, path }) => ({ label: t(word), href: path }));
    const pages = [...places, { label: t('nav.tasks'), href: '/tasks' }];
    return find(query, { pages, ports, maySend, mayOperate, words: wordsOf(t) });
  }, [query, who, ports, maySend, mayOperate, t]);
}

/** Goes to the place of a result, or begins a message to its number. */
function take({ href, composeTo }: Hit): void {
  if (composeTo === undefined) goTo(href);
  else compose({ to: composeTo, table: undefined, column: '' });
}

interface ListProps {
  readonly id: string;
  readonly hits: readonly Hit[];
  readonly current: number;
  readonly choose: (hit: Hit) => void;
}

/** The results as a list box (WAI-ARIA combobox pattern): the focus stays in the field, which names the current one. */
function Hits({ id, hits, current, choose }: ListProps) {
  const t = useT();
  return (
    <div role="listbox" id={id} aria-label={t('search.hits')} className="hits">
      {hits.map((hit, index) => (
        // The keyboard goes by the field, which names the chosen one.
        // biome-ignore lint/a11y/useKeyWithClickEvents: see above
        <div
          key={hit.key}
          role="option"
          id={`${id}-${index}`}
          aria-selected={index === current}
          tabIndex={-1}
          className="hit"
          onClick={() => choose(hit)}
        >
          <bdi>{hit.label}</bdi>
        </div>
      ))}
    </div>
  );
}

/**
 * Ctrl+K: goes to a page, a port, the messages of a number or with a text, by keyboard alone.
 * Arrows move the choice, Enter takes it. Nothing is asked of the gateway while a person types.
 */
export function SearchDialog({ close }: { readonly close: () => void }) {
  const t = useT();
  const id = useId();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const hits = useHits(query);
  const current = Math.min(chosen, hits.length - 1);
  const choose = (hit: Hit) => {
    close();
    take(hit);
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setChosen((current + step + hits.length) % hits.length);
    }
    const hit = hits[current];
    if (event.key === 'Enter' && hit !== undefined) choose(hit);
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t('keys.search')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <TextInput
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={`${id}-${current}`}
        aria-label={t('keys.search')}
        placeholder={t('search.hint')}
        value={query}
        maxLength={64}
        autoComplete="off"
        data-autofocus
        onChange={event => {
          setQuery(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKey}
      />
      <Hits id={id} hits={hits} current={current} choose={choose} />
      <Text size="xs" c="dimmed" mt="xs">
        {t('search.keys')}
      </Text>
    </Modal>
  );
}
