import { Button, Chip, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { usePortNumbers } from '../../data/hooks.ts';
import type { Message } from '../../data/types.ts';
import { useFilter } from '../../shell/place.ts';
import { useT } from '../../words/i18n.ts';

const statuses: readonly Message['status'][] = ['SENDING', 'SENT_OK', 'DELIVERED', 'FAILED'];

/** The statuses of an address; what is none is left out. */
export function statusesOf(text: string | undefined): Message['status'][] {
  const wanted = (text ?? '').split(',');
  return statuses.filter(status => wanted.includes(status));
}

interface SearchProps {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
}

const PAUSE = 400;

/** Asks when the typing pauses. */
function Search({ label, value, change }: SearchProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => change(typed), PAUSE);
    return () => clearTimeout(timer);
  }, [typed, value, change]);
  return (
    <TextInput
      label={label}
      value={typed}
      maxLength={64}
      onChange={event => setTyped(event.currentTarget.value)}
      w={180}
      data-search
    />
  );
}

/** The filter of the list. It stands in the address, so that it can be sent to a colleague. */
export function MessageFilters() {
  const t = useT();
  const [filter, change] = useFilter();
  const ports = usePortNumbers();
  const some = Object.entries(filter).some(([name, value]) => name !== 'id' && value !== '');
  const [byNumber, byText] = [(number: string) => change({ number }), (text: string) => change({ text })];
  return (
    <Group align="end" gap="sm" className="fields">
      <Chip.Group
        multiple
        value={statusesOf(filter.status)}
        onChange={value => change({ status: value.join() })}
      >
        <Group gap={6} role="group" aria-label={t('messages.filter.status')}>
          {statuses.map(status => (
            <Chip key={status} value={status} variant="outline">
              {t(`messages.status.${status}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Search label={t('messages.filter.number')} value={filter.number ?? ''} change={byNumber} />
      <Search label={t('messages.filter.text')} value={filter.text ?? ''} change={byText} />
      <NativeSelect
        label={t('messages.filter.port')}
        value={filter.port ?? ''}
        onChange={event => change({ port: event.currentTarget.value })}
        data={[
          { value: '', label: t('common.anyPort') },
          ...ports.map(port => ({ value: `${port}`, label: t('common.port', { port }) })),
        ]}
      />
      {filter.task === undefined ? null : (
        <Text size="sm" pb={8}>
          <Link href={`/tasks/${filter.task}`}>{t('task.title', { id: filter.task })}</Link>
        </Text>
      )}
      {some ? (
        <Button
          variant="default"
          onClick={() => change({ status: '', number: '', text: '', port: '', task: '' })}
        >
          {t('messages.filter.clear')}
        </Button>
      ) : null}
    </Group>
  );
}
