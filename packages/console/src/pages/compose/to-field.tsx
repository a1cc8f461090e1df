import { Button, CloseButton, FileButton, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useWho } from '../../data/hooks.ts';
import { GrowingText } from '../../parts/growing-text.tsx';
import { useT } from '../../words/i18n.ts';
import { changeDraft, type Draft } from './draft.ts';
import { readTable } from './read-table.ts';
import { numberColumn, type Typed } from './recipients.ts';

interface Props {
  readonly draft: Pick<Draft, 'to' | 'table' | 'column'>;
  readonly typed: Typed;
}

/** Takes a file of recipients. The file is read in the browser and goes nowhere until the draft is sent. */
function FromFile() {
  const t = useT();
  const [trouble, setTrouble] = useState('');
  const take = async (file: File | null) => {
    if (file === null) return;
    try {
      const table = await readTable(file);
      setTrouble('');
      changeDraft({ table, column: numberColumn(table) ?? table.columns[0] ?? '' });
    } catch {
      setTrouble(t('compose.file.wrong'));
    }
  };
  return (
    <Group gap="xs">
      <FileButton onChange={file => void take(file)} accept=".csv,.tsv,.txt,text/csv">
        {props => (
          <Button {...props} variant="default" size="xs">
            {t('compose.file')}
          </Button>
        )}
      </FileButton>
      {trouble === '' ? null : (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {trouble}
        </Text>
      )}
    </Group>
  );
}

/** The chosen file and its column of numbers; to remove it brings the typed numbers back. */
function File({ draft, typed }: Props) {
  const t = useT();
  const { table, column } = draft;
  if (table === undefined) return null;
  return (
    <Stack gap="xs">
      <Group gap="xs" wrap="nowrap">
        <Text fw={600} className="wrap">
          <bdi>{table.name}</bdi>
        </Text>
        <CloseButton
          aria-label={t('compose.file.remove')}
          onClick={() => changeDraft({ table: undefined })}
        />
      </Group>
      <NativeSelect
        label={t('compose.file.column')}
        data={[...table.columns]}
        value={column}
        onChange={event => changeDraft({ column: event.currentTarget.value })}
      />
      <Text size="sm">{t('compose.recipients', { count: typed.recipients.length })}</Text>
    </Stack>
  );
}

/** Who gets it: numbers that are typed, or a file. */
export function ToField({ draft, typed }: Props) {
  const t = useT();
  const { offers } = useWho();
  const wrong = typed.wrong.slice(0, 3).join(', ');
  const error =
    typed.wrong.length === 0
      ? undefined
      : t('compose.to.wrong', { count: typed.wrong.length, numbers: wrong });
  if (draft.table !== undefined) {
    return (
      <>
        <File draft={draft} typed={typed} />
        {error === undefined ? null : (
          <Text size="sm" c="var(--mantine-color-error)">
            {error}
          </Text>
        )}
      </>
    );
  }
  return (
    <Stack gap={6}>
      <GrowingText
        label={t('compose.to')}
        description={offers.simulator ? t('compose.to.virtual') : t('compose.to.hint')}
        value={draft.to}
        onChange={event => changeDraft({ to: event.currentTarget.value })}
        error={error}
        least={1}
        most={5}
        inputMode="tel"
        dir="ltr"
        data-autofocus
      />
      <FromFile />
    </Stack>
  );
}
