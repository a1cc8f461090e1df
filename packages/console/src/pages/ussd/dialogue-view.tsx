import { Loader, Text } from '@mantine/core';
import type { Dialogue } from '../../data/types.ts';
import { useFormats } from '../../words/format.ts';
import { directionOf, useT } from '../../words/i18n.ts';
import { useReason } from '../../words/reasons/reasons.ts';

/** Why it ended, with the first thing to try. */
function Ending({ dialogue }: { readonly dialogue: Dialogue }) {
  const { reason, reason_code: code } = dialogue;
  const told = useReason()('ussd', code);
  if (reason === '') return null;
  if (told === undefined)
    return (
      <Text size="sm" className="note" lang="en" dir="ltr">
        {reason}
      </Text>
    );
  return (
    <div className="note" lang={told.lang} dir={directionOf(told.lang)}>
      <Text size="sm" fw={600}>
        {told.title}
      </Text>
      <Text size="sm">{told.remedies[0]?.replaceAll('`', '')}</Text>
      <Text size="sm" c="dimmed" lang="en" dir="ltr">
        {reason}
      </Text>
    </div>
  );
}

/**
 * One dialogue as a chat: our questions at one side, the network's answers at the other.
 * A dialogue that failed ends with the reason of the catalogue and its first remedy.
 */
export function DialogueView({ dialogue }: { readonly dialogue: Dialogue }) {
  const t = useT();
  const formats = useFormats();
  const { turns, state } = dialogue;
  return (
    <div className="chat">
      {turns.map(({ speaker, text, at }) => (
        <div key={`${at} ${speaker} ${text}`} className="turn" data-own={speaker === 'client' || undefined}>
          <Text className="message-text" dir="auto">
            {text}
          </Text>
          <Text size="xs" c="dimmed">
            {t(`ussd.speaker.${speaker}`)} · {formats.when(at)}
          </Text>
        </div>
      ))}
      {state === 'asking' ? <Loader size="sm" type="dots" aria-label={t('ussd.asking')} /> : null}
      <Ending dialogue={dialogue} />
    </div>
  );
}
