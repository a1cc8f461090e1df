import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useSyncExternalStore } from 'react';
import { client, reply } from '../../data/api.ts';
import { useLink, usePort } from '../../data/hooks.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { GrowingText } from '../../parts/growing-text.tsx';
import { useT } from '../../words/i18n.ts';
import { keepReply, replyTo, subscribeToReplies } from './replies.ts';

interface Props {
  readonly number: string;
  /** The port that received the newest message: its SIM answers. Undefined where none of the messages shown was received: any SIM. */
  readonly port: number | undefined;
}

const NO_PORT = -1;

/** Sends an answer. Its key stays until the gateway has stored the answer, so that a repeat after a lost reply sends nothing twice. */
function useAnswer({ number, port }: Props) {
  const queries = useQueryClient();
  const key = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: (text: string) =>
      reply(
        client.createMessages(
          { text, recipients: [{ number }], ...(port !== undefined && { port: [port] }), encoding: 'auto' },
          { idempotencyKey: key.current },
        ),
      ),
    onSuccess: async () => {
      key.current = crypto.randomUUID();
      keepReply(number, '');
      await queries.invalidateQueries({ queryKey: ['thread', number] });
    },
  });
}

/**
 * The answer, with the SIM that sends it.
 * Ctrl+Enter sends. Nothing can be sent while the gateway is lost; the text is kept for each number.
 */
export function ReplyBox({ number, port }: Props) {
  const t = useT();
  const own = usePort(port ?? NO_PORT)?.sim?.number ?? '';
  const lost = useLink().kind === 'lost';
  const text = useSyncExternalStore(subscribeToReplies, () => replyTo(number));
  const send = useAnswer({ number, port });
  const ready = text !== '' && !lost && !send.isPending;
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) send.mutate(text);
  };
  return (
    <Stack gap="xs" onKeyDown={onKey}>
      <GrowingText
        label={t('inbox.answer')}
        description={port === undefined ? undefined : t('inbox.answer.from', { port, number: own })}
        value={text}
        onChange={event => keepReply(number, event.currentTarget.value)}
        least={2}
        most={8}
        dir="auto"
      />
      {send.error === null ? null : <FaultNote error={send.error} />}
      <Group>
        <Button disabled={!ready} loading={send.isPending} onClick={() => send.mutate(text)}>
          {t('common.send')}
        </Button>
      </Group>
    </Stack>
  );
}
