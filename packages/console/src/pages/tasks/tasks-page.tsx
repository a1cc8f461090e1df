import { Button, Loader, Text } from '@mantine/core';
import { Link } from 'wouter';
import { client, reply } from '../../data/api.ts';
import type { Task } from '../../data/types.ts';
import { usePages } from '../../data/use-pages.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { moveFocus } from '../../parts/list-keys.ts';
import { Page } from '../../parts/page.tsx';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { NothingSent } from '../messages/nothing-sent.tsx';
import { stages } from './counts.ts';
import { StageBar } from './progress.tsx';

const A_PAGE = 50;
const EVERY = 4000;

/** A task by its name, else by its text, with the counts that are not 0. */
function Row({ task }: { readonly task: Task }) {
  const t = useT();
  const formats = useFormats();
  const parts = stages
    .filter(({ name }) => task[name] > 0)
    .map(({ name }) => `${formats.count(task[name])} ${t(`task.stage.${name}`)}`);
  return (
    <li>
      <Link href={`/tasks/${task.task_id}`} className="task-row list-item">
        <span className="card-head">
          <Text span fw={600} className="one-line" dir="auto">
            {task.name !== '' || task.text !== '' ? (
              <bdi>{task.name === '' ? task.text : task.name}</bdi>
            ) : (
              t('task.title', { id: task.task_id })
            )}
          </Text>
          <Text span size="xs" c="dimmed" style={{ flex: 'none' }}>
            <bdi>{task.accepted_at === null ? '' : formats.when(task.accepted_at)}</bdi>
          </Text>
        </span>
        <StageBar task={task} />
        <Text span size="sm" c="dimmed" className="wrap">
          {t('compose.recipients', { count: task.recipients })} · {parts.join(', ')}
        </Text>
      </Link>
    </li>
  );
}

/**
 * Requests to send, newest first, each with how far it is.
 * Fifty at a time, renewed every four seconds.
 */
export function TasksPage() {
  const t = useT();
  const { items, loading, pending, error, more, again } = usePages<Task>(
    ['tasks'],
    async before => {
      const page = before === undefined ? { limit: A_PAGE } : { limit: A_PAGE, before };
      const answer = await reply(client.listTasks(page));
      return { items: answer.tasks, next: answer.next };
    },
    () => EVERY,
  );
  return (
    <Page title={t('nav.tasks')}>
      {error === null ? null : <FaultNote error={error} again={again} />}
      {items.length > 0 || error !== null ? null : pending ? (
        <Loader aria-label={t('common.loading')} />
      ) : (
        <NothingSent />
      )}
      <ul className="plain-list" aria-label={t('nav.tasks')} onKeyDown={moveFocus}>
        {items.map(task => (
          <Row key={task.task_id} task={task} />
        ))}
      </ul>
      {more === undefined ? null : (
        <Button mt="sm" variant="default" onClick={more} loading={loading}>
          {t('common.more')}
        </Button>
      )}
    </Page>
  );
}
