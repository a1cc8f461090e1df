import { Button, Checkbox, Drawer, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, memo, useMemo, useRef, useSyncExternalStore } from 'react';
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
import { filled, type Recipient, recipientsOf, recipientsOfTable, type Typed } from './recipients.ts';
import { type Sent, sendDraft } from './sending.ts';
import { TextField } from './text-field.tsx';
import { ToField } from './to-field.tsx';

const encodings = ['auto', 'gsm-7bit', 'unicode'] as const;

/** Recipients of the draft: a chosen file stands above typed numbers. */
function typedOf({ table, column, to }: Draft): Typed {
  return table === undefined ? recipientsOf(to) : recipientsOfTable(table, column);
}

/** Port, alphabet and report; they stay as they are for the next draft. */
function Choices({ draft }: { readonly draft: Draft }) {
  const t = useT();
  return (
    <Stack gap="sm">
      <PortSelect label={t('compose.port')} value={draft.port} change={port => changeDraft({ port })} any />
      <NativeSelect
        label={t('compose.encoding')}
        value={draft.encoding}
        data={encodings.map(value => ({ value, label: t(`compose.encoding.${value}`) }))}
        onChange={event => {
          const encoding = encodings.find(one => one === event.currentTarget.value);
          if (encoding !== undefined) changeDraft({ encoding });
        }}
      />
      <Checkbox
        label={t('compose.report')}
        checked={draft.report}
        onChange={event => changeDraft({ report: event.currentTarget.checked })}
      />
    </Stack>
  );
}

/** The key stays the same until the draft is stored: to send it again after a lost answer sends nothing twice. */
function useSending(draft: Draft, recipients: readonly Recipient[]) {
  const queries = useQueryClient();
  const key = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: () => sendDraft(draft, recipients, key.current),
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
  const typed = useMemo(() => typedOf(draft), [draft]);
  const first = typed.recipients[0];
  const sample = first === undefined ? draft.text : filled(draft.text, first);
  const measured = useMemo(() => measure(sample, draft.encoding), [sample, draft.encoding]);
  const send = useSending(draft, typed.recipients);
  const ready = typed.recipients.length > 0 && draft.text !== '' && !lost;
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready && !send.isPending) send.mutate();
  };
  return (
    <Stack onKeyDown={onKey}>
      <ToField draft={draft} typed={typed} />
      <TextField draft={draft} measured={measured} />
      <Preview draft={draft} recipients={typed.recipients} />
      <Choices draft={draft} />
      {send.error === null ? null : <FaultNote error={send.error} />}
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
      <div role="status">{send.isSuccess && draft.text === '' ? <Done sent={send.data} /> : null}</div>
    </Stack>
  );
}

/** To open or close the drawer renders nothing of its content again. */
const steady = {
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
