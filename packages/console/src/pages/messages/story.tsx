import { Drawer, Loader, Stack, Text, Timeline } from '@mantine/core';
import { type MessageReason, messageReasons, reportReasons } from '@simgate/api/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { client, reply } from '../../data/api.ts';
import type { Message } from '../../data/types.ts';
import { Advice } from '../../parts/advice.tsx';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Ltr } from '../../parts/ltr.tsx';
import { useFormats } from '../../words/format.ts';
import { type T, useT } from '../../words/i18n.ts';
import { MessageState } from './message-row.tsx';
import { reportWord } from './message-state.ts';
import { SendAgain } from './send-again.tsx';

interface Props {
  readonly id: number | undefined;
  readonly close: () => void;
}

type Report = Message['segments'][number]['reports'][number];

/** What the network said of a segment, with the first cause where it did not arrive. */
function ReportLine({ report: { status_code: code, reason_code: reason } }: { readonly report: Report }) {
  const t = useT();
  const known = reason === '' ? undefined : reportReasons[reason as keyof typeof reportReasons];
  return (
    <Text size="sm">
      {t(reportWord(code), { code })}
      {known === undefined ? null : <span lang="en">{` · ${known.title}`}</span>}
    </Text>
  );
}

/** Not a component: a time line counts its own children. */
function segmentItems(message: Message, t: T) {
  return message.segments.map(({ sequence, state, ref_id: reference, reports }) => (
    <Timeline.Item key={sequence} title={t('story.segment', { sequence, count: message.count })}>
      <Text size="sm">{t(`story.segment.${state}`, { reference: reference ?? t('common.unknown') })}</Text>
      {reports.map((report, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: reports have no identity and are only appended
        <ReportLine key={index} report={report} />
      ))}
    </Timeline.Item>
  ));
}

function Steps({ message }: { readonly message: Message }) {
  const t = useT();
  const { port, waiting, attempts, status, reason } = message;
  return (
    <Timeline active={99} bulletSize={16} lineWidth={2}>
      <Timeline.Item title={t('story.accepted')} />
      {port === null ? null : <Timeline.Item title={t('story.port', { port })} />}
      {waiting && status === 'SENDING' ? <Timeline.Item title={t('story.waits')} /> : null}
      {segmentItems(message, t)}
      {attempts > 0 && status === 'SENDING' ? (
        <Timeline.Item title={t('story.attempts', { count: attempts })} />
      ) : null}
      {waiting ? null : (
        <Timeline.Item title={t(`story.end.${status}`)}>
          {reason === '' ? null : (
            <Text size="sm" lang="en">
              {reason}
            </Text>
          )}
        </Timeline.Item>
      )}
    </Timeline>
  );
}

function reasonOf({ status, reason_code: code }: Message) {
  return status === 'FAILED' && code !== '' ? messageReasons[code as MessageReason] : undefined;
}

/** Why it failed in the words of the catalogue, what to do, and whether another try makes sense. */
function WhyItFailed({ message }: { readonly message: Message }) {
  const t = useT();
  const reason = reasonOf(message);
  if (reason === undefined) return null;
  return (
    <section className="note" aria-label={t('story.why')}>
      <Text fw={600} lang="en">
        {reason.title}
      </Text>
      <Advice causes={reason.causes} remedies={reason.remedies} />
      {reason.sendAgain === undefined ? null : (
        <Text size="sm" mt="xs">
          {t(`story.mayAgain.${reason.sendAgain}`)}
        </Text>
      )}
    </section>
  );
}

function Whole({ message }: { readonly message: Message }) {
  const t = useT();
  const formats = useFormats();
  return (
    <Stack>
      <div>
        <Text fw={600} size="lg">
          <Ltr>{message.number}</Ltr>
        </Text>
        <Text component="div">
          <MessageState message={message} />
        </Text>
        <Text size="sm" c="dimmed">
          {formats.full(message.time)} · {t(`story.encoding.${message.encoding}`)}
        </Text>
      </div>
      <Text className="message-text bubble" dir="auto">
        {message.text}
      </Text>
      <Steps message={message} />
      <WhyItFailed message={message} />
      <SendAgain message={message} mayAgain={reasonOf(message)?.sendAgain} />
      <Text size="sm">
        <Link href={`/tasks/${message.task_id}`}>{t('task.title', { id: message.task_id })}</Link>
      </Text>
    </Stack>
  );
}

function Loaded({ id }: { readonly id: number }) {
  const t = useT();
  const { data, error, refetch } = useQuery({
    queryKey: ['message', id],
    queryFn: () => reply(client.getMessage({ id })),
    refetchInterval: 2000,
  });
  if (data !== undefined) return <Whole message={data} />;
  return error === null ? (
    <Loader aria-label={t('common.loading')} />
  ) : (
    <FaultNote error={error} again={() => void refetch()} />
  );
}

/** From acceptance to the report: what happened to a message, and why it failed. */
export function Story({ id, close }: Props) {
  const t = useT();
  return (
    <Drawer
      opened={id !== undefined}
      onClose={close}
      position="right"
      size="md"
      title={t('messages.story', { id: id ?? '' })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {id === undefined ? null : <Loaded id={id} />}
    </Drawer>
  );
}
