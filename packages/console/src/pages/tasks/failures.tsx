import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { client, reply } from '../../data/api.ts';
import { useMaySend } from '../../data/hooks.ts';
import type { Message, Task } from '../../data/types.ts';
import { Advice } from '../../parts/advice.tsx';
import { saveFile } from '../../parts/download.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { useReason } from '../../words/reasons/reasons.ts';
import { composeAgain, csvOf } from './again.ts';
import { AllAgain } from './all-again.tsx';
import { type Failure, failuresOf } from './counts.ts';

const A_PAGE = 500;
/** More are not loaded into the page; the rest is in the list of messages. */
const MOST = 5000;

/** Failed messages of a task, newest first, until there are 5,000 or no more. @throws Fault */
async function failedOf(task: number): Promise<readonly Message[]> {
  const found: Message[] = [];
  let before: number | null | undefined;
  while (before !== null && found.length < MOST) {
    const asked = { task_id: task, status: ['FAILED' as const], limit: A_PAGE };
    const page = await reply(client.listMessages(before === undefined ? asked : { ...asked, before }));
    found.push(...page.messages);
    before = page.next;
  }
  return found;
}

interface GroupProps {
  readonly failure: Failure;
  readonly name: string;
}

/** The failures of one reason, with its advice. The button opens the composer with their recipients and sends nothing yet. */
function FailureGroup({ failure: { code, messages }, name }: GroupProps) {
  const t = useT();
  const formats = useFormats();
  const reason = useReason()('message', code);
  const may = useMaySend();
  return (
    <Paper withBorder p="md" component="section" aria-label={reason?.title ?? t('task.failures.unknown')}>
      <Group justify="space-between" gap="xs" align="start">
        <Text fw={600} lang={reason?.lang ?? 'en'} className="wrap" style={{ flex: '1 1 200px' }}>
          {reason?.title ?? messages[0]?.reason ?? ''}
        </Text>
        <Text fw={600}>{formats.count(messages.length)}</Text>
      </Group>
      {reason === undefined ? null : <Advice {...reason} />}
      {reason?.sendAgain === undefined ? null : (
        <Text size="sm" mt="xs">
          {t(`story.mayAgain.${reason.sendAgain}`)}
        </Text>
      )}
      {may ? (
        <Button mt="xs" size="sm" variant="default" onClick={() => composeAgain(messages, name)}>
          {reason?.sendAgain === 'no'
            ? t('story.change')
            : t('task.failures.again', { count: messages.length })}
        </Button>
      ) : null}
    </Paper>
  );
}

/** The failed messages by reason, each reason with its remedy; the messages as a file for another try. */
export function Failures({ task }: { readonly task: Task }) {
  const t = useT();
  const reasonOf = useReason();
  const { data, error, refetch } = useQuery({
    queryKey: ['task-failures', task.task_id, task.failed],
    queryFn: () => failedOf(task.task_id),
    placeholderData: before => before,
  });
  const name = `task-${task.task_id}-failed.csv`;
  const save = async (messages: readonly Message[]) => saveFile(name, 'text/csv', await csvOf(messages));
  if (error !== null) return <FaultNote error={error} again={() => void refetch()} />;
  if (data === undefined || data.length === 0) return null;
  // Where every message would end the same, one button for all of them would promise too much.
  const useful = failuresOf(data).some(({ code }) => reasonOf('message', code)?.sendAgain !== 'no');
  return (
    <Stack>
      <Group justify="space-between" gap="xs">
        <Title order={2}>{t('task.failures')}</Title>
        <Group gap="xs">
          {useful ? <AllAgain key={task.failed} task={task.task_id} /> : null}
          <Button size="sm" variant="default" onClick={() => void save(data)}>
            {t('task.failures.save')}
          </Button>
        </Group>
      </Group>
      {failuresOf(data).map(failure => (
        <FailureGroup key={failure.code} failure={failure} name={name} />
      ))}
    </Stack>
  );
}
