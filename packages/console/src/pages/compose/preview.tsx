import { Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { Ltr } from '../../parts/ltr.tsx';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import type { Draft } from './draft.ts';
import { measure } from './measure.ts';
import { filled, type Recipient } from './recipients.ts';

interface Props {
  readonly draft: Draft;
  readonly recipients: readonly Recipient[];
}

/** Above this a person should look twice. */
const MANY = 100;
/** So many texts are counted one by one; of more, these are the sample. */
const COUNTED = 2000;

/** Segments of all messages together, and of the shortest and longest text. */
interface Cost {
  readonly segments: number;
  readonly shortest: number;
  readonly longest: number;
  readonly exact: boolean;
}

/** The segments of a draft for all its recipients. Of more than 2,000 different texts a sample is counted, and `exact` is false. */
function costOf({ text, encoding, table }: Draft, recipients: readonly Recipient[]): Cost {
  if (table === undefined) {
    const { segments } = measure(text, encoding);
    return { segments: segments * recipients.length, shortest: segments, longest: segments, exact: true };
  }
  const counts = recipients
    .slice(0, COUNTED)
    .map(recipient => measure(filled(text, recipient), encoding).segments);
  const sum = counts.reduce((one, other) => one + other, 0);
  const exact = recipients.length <= COUNTED;
  const segments = exact ? sum : Math.round((sum / COUNTED) * recipients.length);
  return { segments, shortest: Math.min(...counts), longest: Math.max(...counts), exact };
}

/**
 * The first three as they will arrive, and what all of it costs.
 * It is not drawn without a text or a recipient. Above 2,000 recipients of a file the cost is an estimate, and is named as one.
 */
export function Preview({ draft, recipients }: Props) {
  const t = useT();
  const formats = useFormats();
  const cost = useMemo(() => costOf(draft, recipients), [draft, recipients]);
  if (draft.text === '' || recipients.length === 0) return null;
  const values = {
    segments: formats.count(cost.segments),
    count: recipients.length,
    shortest: cost.shortest,
    longest: cost.longest,
  };
  return (
    <Stack gap="xs" component="section" aria-label={t('compose.preview')}>
      <Text fw={600}>{t('compose.preview')}</Text>
      {draft.table === undefined
        ? null
        : recipients.slice(0, 3).map(recipient => (
            <div key={recipient.number} className="bubble">
              <Text size="sm" fw={600}>
                <Ltr>{recipient.number}</Ltr>
              </Text>
              <Text size="sm" className="message-text" dir="auto">
                {filled(draft.text, recipient)}
              </Text>
            </div>
          ))}
      <Text size="sm">
        {t(cost.shortest === cost.longest ? 'compose.cost' : 'compose.costRange', values)}
        {cost.exact ? '' : ` ${t('compose.cost.about')}`}
      </Text>
      {recipients.length > MANY ? (
        <Text size="sm" className="note">
          {t('compose.many', { count: recipients.length })}
        </Text>
      ) : null}
    </Stack>
  );
}
