import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client, reply } from '../../data/api.ts';
import type { PushTarget } from '../../data/types.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Sure } from '../../parts/sure.tsx';
import { useT } from '../../words/i18n.ts';

interface Props {
  readonly target: PushTarget;
}

/** Sends one test event at once, and shows the answer of the receiver with its time in milliseconds. */
function Test({ target }: Props) {
  const t = useT();
  const test = useMutation({ mutationFn: () => reply(client.testPushTarget({ id: target.id })) });
  return (
    <>
      <Button variant="default" size="sm" onClick={() => test.mutate()} loading={test.isPending}>
        {t('push.test')}
      </Button>
      {test.data === undefined ? null : (
        <Text size="sm" role="status" className="wrap">
          {test.data.delivered
            ? t('push.test.good', { status: test.data.status, milliseconds: test.data.milliseconds })
            : t('push.test.bad', { trouble: test.data.trouble })}
        </Text>
      )}
      {test.error === null ? null : <FaultNote error={test.error} />}
    </>
  );
}

/** Test, pause or go on, delete. Targets of the settings file are changed there. */
export function TargetActions({ target }: Props) {
  const t = useT();
  const queries = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: ['push-targets'] });
  const change = useMutation({
    mutationFn: () => reply(client.changePushTarget({ id: target.id, enabled: !target.enabled })),
    onSuccess: refresh,
  });
  const remove = useMutation({
    mutationFn: () => reply(client.deletePushTarget({ id: target.id })),
    onSuccess: refresh,
  });
  return (
    <Group gap="xs">
      <Test target={target} />
      {target.configured ? null : (
        <>
          <Button variant="default" size="sm" onClick={() => change.mutate()} loading={change.isPending}>
            {t(target.enabled ? 'push.pause' : 'push.resume')}
          </Button>
          <Button variant="default" size="sm" onClick={() => setDeleting(true)}>
            {t('common.delete')}
          </Button>
        </>
      )}
      {change.error === null ? null : <FaultNote error={change.error} />}
      {deleting ? (
        <Sure
          title={t('push.delete', { name: target.name })}
          what={t('push.delete.what')}
          word={t('common.delete')}
          close={() => setDeleting(false)}
          doing={remove}
        />
      ) : null}
    </Group>
  );
}
