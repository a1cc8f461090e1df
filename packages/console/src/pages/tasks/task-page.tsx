import { Anchor, Button, Group, Loader, Paper, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { client, reply } from '../../data/api.ts';
import { useMaySend } from '../../data/hooks.ts';
import type { Task } from '../../data/types.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Page } from '../../parts/page.tsx';
import { Sure } from '../../parts/sure.tsx';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { doneOf, isOver, paceOf, type Sample, withSample } from './counts.ts';
import { Failures } from './failures.tsx';
import { StageBar, Stages } from './progress.tsx';

const WHILE_IT_RUNS = 1500;
/** Reports may still come. */
const AFTERWARDS = 10_000;

/** The pace of the last samples; undefined where nothing is left to send, or too little is known yet. */
function usePace(task: Task) {
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const left = task.waiting + task.sending;
  // Each answer is a sample, also one that changed nothing.
  useEffect(() => {
    setSamples(before => withSample(before, { at: performance.now(), done: doneOf(task) }));
  }, [task]);
  return left === 0 ? undefined : paceOf(samples, left);
}

/** Messages a minute and the minutes that are left, at least one; or the reason why there is no pace. */
function Pace({ task }: { readonly task: Task }) {
  const t = useT();
  const formats = useFormats();
  const pace = usePace(task);
  if (isOver(task)) {
    const open = task.sent + task.failed > 0;
    return <Text role="status">{t(open ? 'task.over' : 'task.arrived')}</Text>;
  }
  if (task.state === 'paused') return <Text role="status">{t('task.paused')}</Text>;
  if (pace === undefined) return <Text role="status">{t('task.running')}</Text>;
  const minutes = Math.max(1, Math.round(pace.minutesLeft));
  return (
    <Text>
      {t('task.pace', { rate: formats.count(Math.round(pace.perMinute)) })} ·{' '}
      {t('task.left', { count: minutes, shown: formats.count(minutes) })}
    </Text>
  );
}

/** Ends the messages of a task that no port has begun, after a question. */
function Stop({ task }: { readonly task: Task }) {
  const t = useT();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const stop = useMutation({
    mutationFn: () => reply(client.stopTask({ task_id: task.task_id })),
    onSuccess: answer => queries.setQueryData(['task', task.task_id], answer),
  });
  return (
    <>
      <Button variant="default" onClick={() => setAsked(true)}>
        {t('task.stop')}
      </Button>
      {asked ? (
        <Sure
          title={t('task.stop')}
          what={t('task.stop.what', { count: task.waiting })}
          word={t('task.stop')}
          close={() => setAsked(false)}
          doing={stop}
        />
      ) : null}
    </>
  );
}

/** Nothing of a paused task begins until it goes on. */
function PauseOrResume({ task }: { readonly task: Task }) {
  const t = useT();
  const queries = useQueryClient();
  const paused = task.state === 'paused';
  const change = useMutation({
    mutationFn: () => {
      const asked = { task_id: task.task_id };
      return reply(paused ? client.resumeTask(asked) : client.pauseTask(asked));
    },
    onSuccess: answer => queries.setQueryData(['task', task.task_id], answer),
  });
  return (
    <>
      <Button variant="default" onClick={() => change.mutate()} loading={change.isPending}>
        {t(paused ? 'task.resume' : 'task.pause')}
      </Button>
      {change.error === null ? null : <FaultNote error={change.error} />}
    </>
  );
}

/** A task with its counts, its pace, and its failures by reason. */
function Whole({ task }: { readonly task: Task }) {
  const t = useT();
  const formats = useFormats();
  return (
    <Stack>
      <Paper withBorder p="md">
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {task.accepted_at === null ? null : <bdi>{formats.full(task.accepted_at)}</bdi>}
            {task.owner === '' ? null : (
              <>
                {' · '}
                <bdi>{t('task.by', { user: task.owner })}</bdi>
              </>
            )}
            {' · '}
            <bdi>{t('compose.recipients', { count: task.recipients })}</bdi>
          </Text>
          {task.text === '' ? null : (
            <Text className="message-text bubble" dir="auto">
              {task.text}
            </Text>
          )}
          <StageBar task={task} />
          <Stages task={task} />
          <Pace task={task} />
        </Stack>
      </Paper>
      {task.failed > 0 ? <Failures task={task} /> : null}
    </Stack>
  );
}

/**
 * How far a request to send is: what waits, what arrived, what failed and why.
 * It is asked for every 1.5 s, and every 10 s once all is sent, because reports may still come.
 * Only roles that may send can pause or stop it.
 */
export function TaskPage({ task: id }: { readonly task: number }) {
  const t = useT();
  const may = useMaySend();
  const { data, error, refetch } = useQuery({
    queryKey: ['task', id],
    queryFn: () => reply(client.getTask({ task_id: id })),
    refetchInterval: ({ state: { data: task } }) =>
      task !== undefined && isOver(task) ? AFTERWARDS : WHILE_IT_RUNS,
    // Each answer is a sample of the pace, also one that is the same as before.
    structuralSharing: false,
  });
  const actions = (
    <Group gap="sm">
      <Anchor component={Link} href={`/messages?task=${id}`}>
        {t('task.messages')}
      </Anchor>
      {may && data !== undefined && data.waiting > 0 && data.state !== 'stopped' ? (
        <>
          <PauseOrResume task={data} />
          <Stop task={data} />
        </>
      ) : null}
    </Group>
  );
  return (
    <Page
      title={data === undefined || data.name === '' ? t('task.title', { id }) : data.name}
      actions={actions}
    >
      {error === null ? null : <FaultNote error={error} again={() => void refetch()} />}
      {data === undefined ? (
        error === null && <Loader aria-label={t('common.loading')} />
      ) : (
        <Whole task={data} />
      )}
    </Page>
  );
}
