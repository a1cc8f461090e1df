import { Button, Checkbox, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FaultNote } from '../../parts/fault-note.tsx';
import { tell } from '../../parts/notice.ts';
import { Sure } from '../../parts/sure.tsx';
import { useT } from '../../words/i18n.ts';
import { archiveConversations, deleteConversations, markConversations } from './bulk.ts';

interface Props {
  readonly numbers: readonly string[];
  /** How many could be selected. */
  readonly all: number;
  /** Whether archived ones are shown. */
  readonly archived: boolean;
  readonly selectAll: (on: boolean) => void;
}

/** The actions on the selected conversations. Each ends the selection; only archiving offers an undo. */
function useBulk({ numbers, archived, selectAll }: Props) {
  const t = useT();
  const queries = useQueryClient();
  const refresh = async () => {
    selectAll(false);
    await queries.invalidateQueries({ queryKey: ['conversations'] });
    await queries.invalidateQueries({ queryKey: ['inbox'] });
  };
  const archive = useMutation({
    mutationFn: () => archiveConversations(numbers, !archived),
    onSuccess: () => {
      const text = t(archived ? 'inbox.unarchived' : 'inbox.archived', { count: numbers.length });
      const undo = async () => {
        await archiveConversations(numbers, archived);
        await refresh();
      };
      tell({ text, undo });
      return refresh();
    },
  });
  const mark = useMutation({
    mutationFn: (read: boolean) => markConversations(numbers, read),
    onSuccess: refresh,
  });
  const remove = useMutation({ mutationFn: () => deleteConversations(numbers), onSuccess: refresh });
  return { archive, mark, remove };
}

/** Archiving can be undone; deleting asks first. */
export function BulkBar(props: Props) {
  const t = useT();
  const { numbers, all, archived, selectAll } = props;
  const { archive, mark, remove } = useBulk(props);
  const [asked, setAsked] = useState(false);
  const error = archive.error ?? mark.error;
  return (
    <div className="bulk">
      <Checkbox
        label={numbers.length === 0 ? t('inbox.selectAll') : t('inbox.selected', { count: numbers.length })}
        checked={numbers.length > 0 && numbers.length === all}
        indeterminate={numbers.length > 0 && numbers.length < all}
        onChange={event => selectAll(event.currentTarget.checked)}
      />
      {numbers.length === 0 ? null : (
        <Group gap={6}>
          <Button
            size="compact-md"
            variant="default"
            onClick={() => archive.mutate()}
            loading={archive.isPending}
          >
            {t(archived ? 'inbox.unarchive' : 'inbox.archive')}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => mark.mutate(true)}>
            {t('inbox.markRead')}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => mark.mutate(false)}>
            {t('inbox.markUnread')}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => setAsked(true)}>
            {t('common.delete')}
          </Button>
        </Group>
      )}
      {error === null ? null : <FaultNote error={error} />}
      {asked ? (
        <Sure
          title={t('common.delete')}
          what={t('inbox.delete.what', { count: numbers.length })}
          word={t('common.delete')}
          close={() => setAsked(false)}
          doing={remove}
        />
      ) : null}
    </div>
  );
}
