import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link } from 'wouter';
import { client, reply } from '../../data/api.ts';
import { useLink, useMaySend } from '../../data/hooks.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { useT } from '../../words/i18n.ts';

/** The outcome of sending again: the count of messages over all parts. */
interface Again {
  /** The task of the first part. */
  readonly task: number;
  readonly messages: number;
}

/**
 * Sends again what failed of a task, each with its own text. What may have been sent all the same is left out: the gateway knows it.
 * @param key makes it safe to ask again after a lost answer
 * @throws Fault
 */
async function sendFailedAgain(task: number, key: string): Promise<Again> {
  let [first, messages] = [0, 0];
  for (let after: number | null | undefined, part = 0; after !== null; part += 1) {
    const asked = { task_id: task, ...(after === undefined ? {} : { after }) };
    const sent = await reply(client.sendMessagesAgain(asked, { idempotencyKey: `${key}-${part}` }));
    first ||= sent.task_id;
    messages += sent.messages;
    after = sent.next;
  }
  return { task: first, messages };
}

/**
 * One button for all that failed of a task, whatever its reason and however many there are.
 * Parts follow each other until the gateway has no more; the same key makes a repeat safe.
 */
export function AllAgain({ task }: { readonly task: number }) {
  const t = useT();
  const queries = useQueryClient();
  const may = useMaySend();
  const lost = useLink().kind === 'lost';
  const key = useRef(crypto.randomUUID());
  const again = useMutation({
    mutationFn: () => sendFailedAgain(task, key.current),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['messages'] }),
  });
  if (!may) return null;
  if (again.isSuccess)
    return (
      <Text role="status" size="sm">
        {t('task.again.done', { count: again.data.messages })}{' '}
        <Link href={`/tasks/${again.data.task}`}>{t('compose.look')}</Link>
      </Text>
    );
  return (
    <Group gap="xs">
      <Button size="sm" disabled={lost} loading={again.isPending} onClick={() => again.mutate()}>
        {t('task.again')}
      </Button>
      {again.error === null ? null : <FaultNote error={again.error} />}
    </Group>
  );
}
