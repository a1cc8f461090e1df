import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, reply } from '../../data/api.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';

const SHOWN = 20;
/** Of the answer of a receiver; the whole of it would bury the others. */
const LONGEST_ANSWER = 300;

/** The last twenty attempts of a target, newest first, with status and time in milliseconds. */
function List({ id }: { readonly id: number }) {
  const t = useT();
  const formats = useFormats();
  const { data, error, refetch } = useQuery({
    queryKey: ['push-attempts', id],
    queryFn: async () => (await reply(client.listPushAttempts({ id, limit: SHOWN }))).attempts,
    refetchInterval: 5000,
  });
  if (error !== null) return <FaultNote error={error} again={() => void refetch()} />;
  if (data?.length === 0) return <Text size="sm">{t('push.history.empty')}</Text>;
  return (
    <ul className="plain-list">
      {data?.map(({ number, event_id: event, kind, at, status, milliseconds, trouble, answer }) => (
        <li key={number} className="setting">
          <Text size="sm" className="wrap">
            {formats.when(at)} · <bdi>{`${kind} ${event}`}</bdi> ·{' '}
            {status === 0 ? t('push.history.noAnswer') : `HTTP ${status}`} · {formats.count(milliseconds)} ms
          </Text>
          {trouble === '' ? null : (
            <Text size="sm" className="wrap" lang="en" dir="ltr">
              {trouble}
            </Text>
          )}
          {answer === '' ? null : (
            <Text size="sm" c="dimmed" ff="monospace" className="wrap" dir="auto" data-given>
              {answer.slice(0, LONGEST_ANSWER)}
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The newest attempts to push to a target, with what the receiver answered. Asked for only while a person looks. */
export function Attempts({ id }: { readonly id: number }) {
  const t = useT();
  const [shown, setShown] = useState(false);
  return (
    <Stack gap={4}>
      <Button
        variant="default"
        size="xs"
        w="fit-content"
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
      >
        {t(shown ? 'push.history.hide' : 'push.history.show')}
      </Button>
      {shown ? <List id={id} /> : null}
    </Stack>
  );
}
