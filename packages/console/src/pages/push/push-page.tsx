import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, reply } from '../../data/api.ts';
import { useWho } from '../../data/hooks.ts';
import type { PushTarget } from '../../data/types.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Page } from '../../parts/page.tsx';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { Attempts } from './attempts.tsx';
import { GivenUp } from './given-up.tsx';
import { TargetActions } from './target-actions.tsx';
import { TargetDialog } from './target-dialog.tsx';

/** How a target keeps up: the count that waits, the count that was given up, and the last trouble in the gateway's words. */
function Queue({ target }: { readonly target: PushTarget }) {
  const t = useT();
  const formats = useFormats();
  const { waiting, given_up: givenUp, trouble, state } = target.queue;
  return (
    <>
      <Text size="sm">
        {[
          t(`push.state.${state}`),
          ...(waiting === 0 ? [] : [t('push.waiting', { count: waiting, shown: formats.count(waiting) })]),
          ...(givenUp === 0 ? [] : [t('push.givenUp', { count: givenUp, shown: formats.count(givenUp) })]),
        ].join(' · ')}
      </Text>
      {trouble === '' ? null : (
        <Text size="sm" className="note wrap" lang="en" dir="ltr">
          {trouble}
        </Text>
      )}
    </>
  );
}

/** A push target. Only an admin can change it; one of the settings file is marked as such. */
function Target({ target }: { readonly target: PushTarget }) {
  const t = useT();
  const { role } = useWho();
  return (
    <Paper withBorder p="md" component="section" aria-label={target.name}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text fw={600} className="wrap">
            <bdi>{target.name}</bdi>
          </Text>
          {target.configured ? (
            <Badge variant="default" tt="none">
              {t('push.configured')}
            </Badge>
          ) : null}
        </Group>
        <Text size="sm" ff="monospace" className="wrap" dir="ltr">
          {target.url}
        </Text>
        <Text size="sm" c="dimmed" className="wrap">
          {target.kinds.map(kind => t(`event.kind.${kind}`)).join(', ')}
          {target.signed ? ` · ${t('push.signed')}` : ''}
        </Text>
        <Queue target={target} />
        {role === 'admin' ? <TargetActions target={target} /> : null}
        {target.queue.given_up > 0 ? <GivenUp id={target.id} /> : null}
        {role === 'admin' || role === 'operator' ? <Attempts id={target.id} /> : null}
      </Stack>
    </Paper>
  );
}

/**
 * The targets of push with their queues, and what they did not take.
 * The queues are asked for every three seconds. Only an admin can add or change a target.
 */
export function PushPage() {
  const t = useT();
  const { role } = useWho();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['push-targets'],
    queryFn: async () => (await reply(client.listPushTargets())).targets,
    refetchInterval: 3000,
  });
  const add = role === 'admin' ? <Button onClick={() => setAdding(true)}>{t('push.add')}</Button> : undefined;
  return (
    <Page title={t('nav.push')} actions={add}>
      <Stack>
        <Text>{t('push.what')}</Text>
        {error === null ? null : <FaultNote error={error} again={() => void refetch()} />}
        {data?.length === 0 ? <Text c="dimmed">{t('push.empty')}</Text> : null}
        {data?.map(target => (
          <Target key={target.id} target={target} />
        ))}
      </Stack>
      {adding ? <TargetDialog close={() => setAdding(false)} /> : null}
    </Page>
  );
}
