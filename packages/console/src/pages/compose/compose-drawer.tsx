import { Button, Checkbox, Drawer, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, memo, useDeferredValue, useMemo, useRef, useSyncExternalStore } from 'react';
import { Link } from 'wouter';
import { useLink, useWho } from '../../data/hooks.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { PortSelect } from '../../parts/port-select.tsx';
import { placeWith } from '../../shell/place.ts';
import { hasPhones } from '../../shell/places.ts';
import { useNarrow } from '../../shell/use-narrow.ts';
import { useT } from '../../words/i18n.ts';
import { changeDraft, clearDraft, type Draft, draft as drafts } from './draft.ts';
import { measure } from './measure.ts';
import { Preview } from './preview.tsx';
import { filled, recipientsOf, recipientsOfTable, type Typed } from './recipients.ts';
import { type Sent, sendDraft } from './sending.ts';
import { TextField } from './text-field.tsx';
import { ToField } from './to-field.tsx';

const encodings = ['auto', 'gsm-7bit', 'unicode'] as const;

/** The part of a draft with its receivers. */
type Addressed = Pick<Draft, 'to' | 'table' | 'column'>;

/** Recipients of the draft: a chosen file stands above typed numbers. */
function typedOf({ table, column, to }: Addressed): Typed {
  return table === undefined ? recipientsOf(to) : recipientsOfTable(table, column);
}

/** Port, alphabet and report; they stay as they are for the next draft. */
function Choices({ port, encoding, report }: Pick<Draft, 'port' | 'encoding' | 'report'>) {
  const t = useT();
  return (
    <Stack gap="sm">
      <PortSelect
        label={t('compose.port')}
        value={port}
        change={chosen => changeDraft({ port: chosen })}
        any
      />
      <NativeSelect
        label={t('compose.encoding')}
        value={encoding}
        data={encodings.map(value => ({ value, label: t(`compose.encoding.${value}`) }))}
        onChange={event => {
          const chosen = encodings.find(one => one === event.currentTarget.value);
          if (chosen !== undefined) changeDraft({ encoding: chosen });
        }}
      />
      <Checkbox
        label={t('compose.report')}
        checked={report}
        onChange={event => changeDraft({ report: event.currentTarget.checked })}
      />
    </Stack>
  );
}

/** The key stays the same until the draft is stored: to send it again after a lost answer sends nothing twice. */
function useSending() {
  const queries = useQueryClient();
  const key = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: () => sendDraft(drafts.get(), typedOf(drafts.get()).recipients, key.current),
    onSuccess: async () => {
      key.current = crypto.randomUUID();
      clearDraft();
      await queries.invalidateQueries({ queryKey: ['messages'] });
    },
  });
}

/** Closes the composer. The draft is kept. */
function close(): void {
  changeDraft({ opened: false });
}

/** Whether it has somebody to go to, and a text. */
function isWhole(draft: Draft): boolean {
  return draft.text !== '' && typedOf(draft).recipients.length > 0;
}

/** Where to look at what was sent, and on a virtual network the phone that gets it. */
function Done({ sent: { task, number } }: { readonly sent: Sent }) {
  const t = useT();
  const who = useWho();
  return (
    <Text className="note note-done">
      {t('compose.sent')}{' '}
      <Link href={`/tasks/${task}`} onClick={close}>
        {t('compose.look')}
      </Link>
      {hasPhones(who) ? (
        <>
          {' · '}
          <Link href={placeWith('/phone', { number })} onClick={close}>
            {t('compose.phone')}
          </Link>
        </>
      ) : null}
    </Text>
  );
}

/**
 * The fields of the composer. Ctrl+Enter sends; nothing can be sent while the gateway is lost.
 * The count is that of the text for the first recipient.
 */
function Content({ draft }: { readonly draft: Draft }) {
  const t = useT();
  const lost = useLink().kind === 'lost';
  // A key is shown first, and counted and previewed a moment later.
  const later = useDeferredValue(draft);
  const { to, table, column, port, encoding, report } = later;
  const addressed = useMemo(() => ({ to, table, column }), [to, table, column]);
  const typed = useMemo(() => typedOf(addressed), [addressed]);
  const first = typed.recipients[0];
  const sample = first === undefined ? later.text : filled(later.text, first);
  const measured = useMemo(() => measure(sample, encoding), [sample, encoding]);
  const send = useSending();
  const ready = !lost && draft.text !== '' && typed.recipients.length > 0;
  const onKey = (event: KeyboardEvent) => {
    const wanted = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (wanted && !lost && isWhole(drafts.get()) && !send.isPending) send.mutate();
  };
  return (
    <Stack onKeyDown={onKey}>
      <steady.ToField draft={draft.to === to ? addressed : draft} typed={typed} />
      <TextField draft={draft} measured={measured} />
      <steady.Preview draft={later} recipients={typed.recipients} />
      <steady.Choices port={port} encoding={encoding} report={report} />
      {send.error === null ? null : <FaultNote error={send.error} />}
      <div role="status">{send.isSuccess && draft.text === '' ? <Done sent={send.data} /> : null}</div>
      <Group justify="space-between" className="compose-foot">
        <Text size="sm" c="dimmed" visibleFrom="sm">
          {t('compose.keys')}
        </Text>
        <Button
          onClick={() => send.mutate()}
          disabled={!ready}
          loading={send.isPending}
          size="md"
          style={{ marginInlineStart: 'auto' }}
        >
          {t('compose.send')}
        </Button>
      </Group>
    </Stack>
  );
}

/** To open or close the drawer renders nothing of its content again, and a key only the field that it is typed into. */
const steady = {
  Choices: memo(Choices),
  Preview: memo(Preview),
  ToField: memo(ToField),
  Content: memo(Content, ({ draft: one }, { draft: other }) => {
    const names = Object.keys(one) as (keyof Draft)[];
    return names.every(name => name === 'opened' || one[name] === other[name]);
  }),
};

/**
 * Stays in the page once it was opened, so that it opens at once the next time.
 * Its draft lies in `draft`, so closing the drawer loses nothing.
 */
export function ComposeDrawer() {
  const t = useT();
  const narrow = useNarrow();
  const draft = useSyncExternalStore(drafts.subscribe, drafts.get);
  return (
    <Drawer
      opened={draft.opened}
      onClose={() => changeDraft({ opened: false })}
      position="right"
      size={narrow ? '100%' : 'lg'}
      title={t('compose.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      keepMounted
    >
      <steady.Content draft={draft} />
    </Drawer>
  );
}
