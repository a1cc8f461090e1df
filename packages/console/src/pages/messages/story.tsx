import { Drawer, Loader, Stack, Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { client, reply } from '../../data/api.ts';
import type { Message } from '../../data/types.ts';
import { Advice } from '../../parts/advice.tsx';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Ltr } from '../../parts/ltr.tsx';
import { useFormats } from '../../words/format.ts';
import { type T, useT } from '../../words/i18n.ts';
import { ManualLink } from '../../words/reasons/manual-link.tsx';
import { type LocalReason, useReason } from '../../words/reasons/reasons.ts';
import { MessageState } from './message-row.tsx';
import { reportWord } from './message-state.ts';
import { SendAgain } from './send-again.tsx';

interface Props {
  readonly id: number | undefined;
  readonly close: () => void;
}

/** A step with its time at the end of the line. */
function Step({ at, children }: { readonly at: string | undefined; readonly children: ReactNode }) {
  const formats = useFormats();
  return (
    <div className="step">
      <div>{children}</div>
      {at === undefined ? null : (
        <Text component="time" dateTime={at} size="sm" c="dimmed" fw={400}>
          {formats.when(at)}
        </Text>
      )}
    </div>
  );
}

type Report = Message['segments'][number]['reports'][number];

/** The state of a segment at the network, with the first cause where it did not arrive. */
function ReportLine({ report }: { readonly report: Report }) {
  const t = useT();
  const { status_code: code, reason_code: reason, received_at: at } = report;
  const known = useReason()('report', reason);
  return (
    <Step at={at}>
      <Text size="sm">
        {t(reportWord(code), { code })}
        {known === undefined ? null : (
          <>
            {' · '}
            <ManualLink page={known.page}>
              <span lang={known.lang}>{known.title}</span>
            </ManualLink>
          </>
        )}
      </Text>
    </Step>
  );
}

/** Not a component: a time line counts its own children. */
function segmentItems(message: Message, t: T) {
  return message.segments.map(({ sequence, state, ref_id: reference, reports, handed_over_at: at }) => (
    <Timeline.Item
      key={sequence}
      title={<Step at={at}>{t('story.segment', { sequence, count: message.count })}</Step>}
    >
      <Text size="sm">{t(`story.segment.${state}`, { reference: reference ?? t('common.unknown') })}</Text>
      {/* Reports have no identity and are only appended: their place is their key. */}
      {reports
        .map((report, place) => ({ report, key: `${place}` }))
        .map(({ report, key }) => (
          <ReportLine key={key} report={report} />
        ))}
    </Timeline.Item>
  ));
}

/** When the end of a message was known: with its last report, or by the refusal of a segment, which follows the hand-over within seconds. */
function endOf({ status, segments }: Message): string | undefined {
  if (status !== 'DELIVERED' && status !== 'FAILED') return undefined;
  const times = segments.flatMap(({ state, handed_over_at: at, reports }) => [
    ...(state === 'refused' ? [at] : []),
    ...reports.map(({ received_at }) => received_at),
  ]);
  return times.sort().at(-1);
}

/** The way of a message from acceptance over its segments to its end. */
function Steps({ message }: { readonly message: Message }) {
  const t = useT();
  const { port, waiting, attempts, status, reason } = message;
  return (
    <Timeline active={99} bulletSize={16} lineWidth={2}>
      <Timeline.Item title={<Step at={message.accepted_at}>{t('story.accepted')}</Step>} />
      {port === null ? null : <Timeline.Item title={t('story.port', { port })} />}
      {waiting && status === 'SENDING' ? <Timeline.Item title={t('story.waits')} /> : null}
      {segmentItems(message, t)}
      {attempts > 0 && status === 'SENDING' ? (
        <Timeline.Item title={t('story.attempts', { count: attempts })} />
      ) : null}
      {waiting ? null : (
        <Timeline.Item title={<Step at={endOf(message)}>{t(`story.end.${status}`)}</Step>}>
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

/** Why it failed; undefined where it did not, or for a reason that no catalogue has. */
function useWhyItFailed({ status, reason_code: code }: Message): LocalReason | undefined {
  const reasonOf = useReason();
  return status === 'FAILED' ? reasonOf('message', code) : undefined;
}

/** Why it failed in the words of the catalogue, what to do, and whether another try makes sense. */
function WhyItFailed({ message }: { readonly message: Message }) {
  const t = useT();
  const reason = useWhyItFailed(message);
  if (reason === undefined) return null;
  return (
    <section className="note" aria-label={t('story.why')}>
      <Text fw={600} lang={reason.lang}>
        {reason.title}
      </Text>
      <Advice {...reason} />
      {reason.sendAgain === undefined ? null : (
        <Text size="sm" mt="xs">
          {t(`story.mayAgain.${reason.sendAgain}`)}
        </Text>
      )}
    </section>
  );
}

/** All that is known of a message: state, text, steps, the reason of a failure, and another try. */
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
          <bdi>{formats.full(message.time)}</bdi> · <bdi>{t(`story.encoding.${message.encoding}`)}</bdi>
        </Text>
      </div>
      {/* A viewer gets no texts. */}
      {message.text === '' ? null : (
        <Text className="message-text bubble" dir="auto">
          {message.text}
        </Text>
      )}
      <Steps message={message} />
      <WhyItFailed message={message} />
      <SendAgain message={message} mayAgain={useWhyItFailed(message)?.sendAgain} />
      <Text size="sm">
        <Link href={`/tasks/${message.task_id}`}>{t('task.title', { id: message.task_id })}</Link>
      </Text>
    </Stack>
  );
}

/** Asks for a message every two seconds, as its state may change while somebody looks. */
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

/**
 * From acceptance to the report: what happened to a message, and why it failed.
 * @param id undefined closes the drawer
 */
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
