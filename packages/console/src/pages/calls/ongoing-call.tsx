import { Button, Group, Paper, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client, reply } from '../../data/api.ts';
import { useMayOperate } from '../../data/hooks.ts';
import type { Call } from '../../data/types.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Ltr } from '../../parts/ltr.tsx';
import { useT } from '../../words/i18n.ts';
import { otherSide } from './other-side.ts';

const actions = {
  answer: (id: number) => client.answerCall({ call_id: id }),
  hold: (id: number) => client.holdCall({ call_id: id }),
  retrieve: (id: number) => client.retrieveCall({ call_id: id }),
  hangUp: (id: number) => client.hangUpCall({ call_id: id }),
} as const;
type Action = keyof typeof actions;

/** The actions of each state. */
const offered: Readonly<Record<Call['state'], readonly Action[]>> = {
  dialing: ['hangUp'],
  alerting: ['hangUp'],
  incoming: ['answer', 'hangUp'],
  waiting: ['answer', 'hangUp'],
  active: ['hold', 'hangUp'],
  held: ['retrieve', 'hangUp'],
  ended: [],
};

/** Sends DTMF tones 0-9, *, #, A-D in the call; a comma is a pause of 2 s. Other characters do not enter the field. */
function Tones({ id }: { readonly id: number }) {
  const t = useT();
  const [tones, setTones] = useState('');
  const send = useMutation({
    mutationFn: () => reply(client.sendTones({ call_id: id, tones })),
    onSuccess: () => setTones(''),
  });
  return (
    <Group align="end" gap="xs">
      <TextInput
        label={t('calls.tones')}
        size="sm"
        value={tones}
        maxLength={64}
        inputMode="tel"
        dir="ltr"
        w={140}
        onChange={event => setTones(event.currentTarget.value.toUpperCase().replace(/[^0-9*#A-D,]/g, ''))}
      />
      <Button
        variant="default"
        size="sm"
        disabled={tones === ''}
        loading={send.isPending}
        onClick={() => send.mutate()}
      >
        {t('calls.tones.send')}
      </Button>
      {send.error === null ? null : <FaultNote error={send.error} />}
    </Group>
  );
}

/** Buttons of the actions that the state of the call allows. The list of calls is asked for anew after each, also after a refusal. */
function Actions({ call }: { readonly call: Call }) {
  const t = useT();
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: (action: Action) => reply(actions[action](call.id)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['calls'] }),
  });
  return (
    <Group gap="xs">
      {offered[call.state].map(action => (
        <Button
          key={action}
          size="sm"
          variant={action === 'answer' ? 'filled' : 'default'}
          loading={act.isPending}
          onClick={() => act.mutate(action)}
        >
          {t(`calls.action.${action}`)}
        </Button>
      ))}
      {act.error === null ? null : <FaultNote error={act.error} />}
    </Group>
  );
}

/**
 * A call that goes on, with what can be done in its phase: answer, hold, tones, hang up.
 * A withheld number is named as such. Tones can be sent in an active call only.
 */
export function OngoingCall({ call }: { readonly call: Call }) {
  const t = useT();
  const number = otherSide(call);
  const may = useMayOperate();
  return (
    <Paper withBorder p="md">
      <Group justify="space-between">
        <div>
          <Text fw={600}>{number === '' ? t('calls.withheld') : <Ltr>{number}</Ltr>}</Text>
          <Text size="sm">
            {t(`calls.state.${call.state}`)} · {t('common.port', { port: call.port })}
          </Text>
        </div>
        {may ? <Actions call={call} /> : null}
      </Group>
      {may && call.state === 'active' ? <Tones id={call.id} /> : null}
    </Paper>
  );
}
