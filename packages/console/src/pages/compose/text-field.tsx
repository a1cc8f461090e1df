import { Button, Group, Stack, Text } from '@mantine/core';
import { GrowingText } from '../../parts/growing-text.tsx';
import { useT } from '../../words/i18n.ts';
import { changeDraft, type Draft } from './draft.ts';
import { type Measure, type Offender, withReplacements } from './measure.ts';

interface Props {
  readonly draft: Draft;
  readonly measured: Measure;
}

/** Buttons that put a column of the file into the text, for at most twelve columns; the one with the numbers is left out. */
function Columns({ draft: { table, column, text } }: { readonly draft: Draft }) {
  const t = useT();
  const columns = table?.columns.filter(one => one !== column).slice(0, 12) ?? [];
  if (columns.length === 0) return null;
  return (
    <Group gap={6} role="group" aria-label={t('compose.columns')}>
      <Text size="sm">{t('compose.columns')}</Text>
      {columns.map(one => (
        <Button
          key={one}
          size="compact-sm"
          variant="default"
          onClick={() => changeDraft({ text: `${text}{${one}}` })}
        >
          {`{${one}}`}
        </Button>
      ))}
    </Group>
  );
}

interface OffenderProps {
  readonly offender: Offender;
  readonly text: string;
}

/** A character that forces UCS-2, with its place and, where there is one, a look-alike of the default alphabet. */
function OffenderLine({ offender, text }: OffenderProps) {
  const t = useT();
  const { character, place, replacement } = offender;
  return (
    <Group gap="xs" component="li">
      <Text size="sm">{t('compose.offender', { character, place })}</Text>
      {replacement === undefined ? null : (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => changeDraft({ text: withReplacements(text, character) })}
        >
          {replacement.trim() === '' ? t('compose.replace.blank') : t('compose.replace', { replacement })}
        </Button>
      )}
    </Group>
  );
}

/** Which characters make it longer, and what to put in their place. */
function Offenders({ measured, text }: { readonly measured: Measure; readonly text: string }) {
  const t = useT();
  const { offenders, segments, segmentsReplaced } = measured;
  if (offenders.length === 0) return null;
  const some = offenders.some(({ replacement }) => replacement !== undefined);
  return (
    <Stack gap={4} className="note" role="status">
      <Text size="sm">
        {segmentsReplaced < segments
          ? t('compose.offenders.longer', { segments, fewer: segmentsReplaced })
          : t('compose.offenders')}
      </Text>
      <ul className="plain-list offenders">
        {offenders.slice(0, 5).map(offender => (
          <OffenderLine key={offender.character} offender={offender} text={text} />
        ))}
      </ul>
      {some && offenders.length > 1 ? (
        <Button
          size="compact-sm"
          variant="default"
          w="fit-content"
          onClick={() => changeDraft({ text: withReplacements(text) })}
        >
          {t('compose.replaceAll')}
        </Button>
      ) : null}
    </Stack>
  );
}

/** The text with its count. */
export function TextField({ draft, measured }: Props) {
  const t = useT();
  const { used, capacity, segments, alphabet } = measured;
  return (
    <Stack gap={6}>
      <GrowingText
        label={t('compose.text')}
        value={draft.text}
        onChange={event => changeDraft({ text: event.currentTarget.value })}
        least={4}
        most={12}
        dir="auto"
      />
      <Text size="sm" c="dimmed">
        {t('compose.count', { used, capacity, count: segments, alphabet: t(`compose.alphabet.${alphabet}`) })}
      </Text>
      <Columns draft={draft} />
      <Offenders measured={measured} text={draft.text} />
    </Stack>
  );
}
