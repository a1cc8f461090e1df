import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client, reply } from '../../data/api.ts';
import { useMayOperate } from '../../data/hooks.ts';
import type { Call } from '../../data/types.ts';
import { IconPhoneIncoming, IconPhoneOff, IconPhoneOutgoing } from '../../parts/icons.ts';
import { Ltr } from '../../parts/ltr.tsx';
import type { Formats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { useReason } from '../../words/reasons/reasons.ts';
import { duration, isMissed, otherSide } from './other-side.ts';

interface Props {
  readonly call: Call;
  readonly formats: Formats;
}

/** Dials a missed caller over the port that was called. Nothing is drawn for other calls, a withheld number, or who may not operate. */
function Back({ call }: { readonly call: Call }) {
  const t = useT();
  const queries = useQueryClient();
  const number = otherSide(call);
  const dial = useMutation({
    mutationFn: () => reply(client.dialCall({ number, port: call.port })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['calls'] }),
  });
  if (!useMayOperate() || !isMissed(call) || number === '') return null;
  return (
    <Button size="compact-sm" variant="default" onClick={() => dial.mutate()} loading={dial.isPending}>
      {t('calls.back')}
    </Button>
  );
}

/** One call that has ended: who, when, how long, and what became of it. */
export function CallRow({ call, formats }: Props) {
  const t = useT();
  const missed = isMissed(call);
  const word = missed ? 'calls.missed' : (`calls.direction.${call.direction}` as const);
  const Icon = missed ? IconPhoneOff : call.direction === 'incoming' ? IconPhoneIncoming : IconPhoneOutgoing;
  const number = otherSide(call);
  const told = useReason()('call', call.reason_code);
  return (
    <div className="row messages-row" style={{ cursor: 'default' }}>
      <Text span size="sm" c="dimmed" className="cell-time">
        {formats.when(call.started_at)}
      </Text>
      <Text span fw={600} className="one-line cell-number">
        {number === '' ? t('calls.withheld') : <Ltr>{number}</Ltr>}
      </Text>
      <Text span size="sm" className="cell-state state">
        <Icon size={16} aria-hidden /> {t(word)}
      </Text>
      <Text span size="sm" c="dimmed" className="cell-port">
        {t('common.port', { port: call.port })}
      </Text>
      <span className="cell-text one-line">
        <Text span size="sm">
          {call.answered_at === null ? '' : duration(call.duration)}{' '}
          {call.reason === '' ? null : (
            <span lang={told?.lang ?? 'en'} title={call.reason}>
              {told?.title ?? call.reason}
            </span>
          )}
        </Text>{' '}
        <Back call={call} />
      </span>
    </div>
  );
}
