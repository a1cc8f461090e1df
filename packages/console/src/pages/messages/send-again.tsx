import { Button, Group, Text } from '@mantine/core';
import type { SendAgain as SendAgainAdvice } from '@simgate/api/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link } from 'wouter';
import { client, reply } from '../../data/api.ts';
import { useLink, useMaySend } from '../../data/hooks.ts';
import type { Message } from '../../data/types.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Sure } from '../../parts/sure.tsx';
import { useT } from '../../words/i18n.ts';
import { composeAgain } from '../tasks/again.ts';

const PLACE_OF_GATEWAY = '#param#';

type Sent = Pick<Message, 'number' | 'text' | 'encoding'>;

/** The same message as a request of its own; a mark in its text must not be taken for a place. */
function requestOf({ number, text, encoding }: Sent) {
  const marked = text.includes(PLACE_OF_GATEWAY);
  return marked
    ? { text: PLACE_OF_GATEWAY, recipients: [{ number, values: [text] }], encoding }
    : { text, recipients: [{ number }], encoding };
}

/** Sends a failed message as a new one; the failed one stays in the list. */
function useAgain(message: Message) {
  const queries = useQueryClient();
  // A try after a lost answer must not send twice.
  const key = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: () => reply(client.createMessages(requestOf(message), { idempotencyKey: key.current })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['messages'] }),
  });
}

interface Props {
  readonly message: Message;
  /** The catalogue's advice on another try: `no` leaves only a changed one, `unsure` asks first. */
  readonly mayAgain: SendAgainAdvice | undefined;
}

/**
 * Another try of what failed: as it is, or changed first.
 * Nothing is drawn for a message that has not failed, or for a viewer.
 * A message that may have been sent all the same is sent again only after a question.
 */
export function SendAgain({ message, mayAgain }: Props) {
  const t = useT();
  const may = useMaySend();
  const lost = useLink().kind === 'lost';
  const [asked, setAsked] = useState(false);
  const again = useAgain(message);
  if (!may || message.status !== 'FAILED') return null;
  if (again.isSuccess)
    return (
      <Text role="status">
        {t('compose.sent')} <Link href={`/tasks/${again.data.task_id}`}>{t('compose.look')}</Link>
      </Text>
    );
  return (
    <>
      <Group gap="xs">
        {mayAgain === 'no' ? null : (
          <Button
            disabled={lost}
            loading={again.isPending}
            onClick={() => (mayAgain === 'unsure' ? setAsked(true) : again.mutate())}
          >
            {t('story.again')}
          </Button>
        )}
        <Button variant="default" onClick={() => composeAgain([message], '')}>
          {t('story.change')}
        </Button>
      </Group>
      {again.error === null || asked ? null : <FaultNote error={again.error} />}
      {asked ? (
        <Sure
          title={t('story.again')}
          what={t('story.mayAgain.unsure')}
          word={t('story.again')}
          close={() => setAsked(false)}
          doing={again}
        />
      ) : null}
    </>
  );
}
