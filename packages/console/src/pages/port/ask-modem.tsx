import { Button, Group, Text, TextInput } from '@mantine/core';
import type { AskModemReply } from '@simgate/api';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client, reply } from '../../data/api.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Section } from '../../parts/section.tsx';
import { useT } from '../../words/i18n.ts';

/** Questions that every modem understands (27.007 and 27.005). */
const common = [
  { word: 'at.ask.signal', command: 'AT+CSQ' },
  { word: 'at.ask.operator', command: 'AT+COPS?' },
  { word: 'at.ask.registration', command: 'AT+CREG?' },
  { word: 'at.ask.sim', command: 'AT+CPIN?' },
  { word: 'at.ask.storage', command: 'AT+CPMS?' },
  { word: 'at.ask.error', command: 'AT+CEER' },
] as const;

/** The lines of a conversation: the command, and the answer with its result. */
function Answer({ command, lines, result }: AskModemReply) {
  const t = useT();
  return (
    <section
      className="at-lines at-answer"
      aria-label={t('at.ask.answer', { command: command })}
      dir="ltr"
      data-given
    >
      {[command, ...lines, result].map((line, index) => (
        // The same line may come twice, and none of them ever moves.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index} className="at-line" data-out={index === 0 || undefined}>
          {line}
        </div>
      ))}
    </section>
  );
}

/** One AT command that only reads, and the answer of the modem. What the gateway refuses is shown as it explains it. */
export function AskModem({ port }: { readonly port: number }) {
  const t = useT();
  const [command, setCommand] = useState('AT+CSQ');
  const asking = useMutation({
    mutationFn: (asked: string) => reply(client.askModem({ port, command: asked })),
  });
  const ask = (asked: string) => {
    setCommand(asked);
    asking.mutate(asked);
  };
  const { data } = asking;
  return (
    <Section title={t('at.ask')}>
      <Text size="sm" mb="xs">
        {t('at.ask.what')}
      </Text>
      <Group gap="xs" mb="sm">
        {common.map(({ word, command: one }) => (
          <Button key={one} size="xs" variant="default" title={one} onClick={() => ask(one)}>
            {t(word)}
          </Button>
        ))}
      </Group>
      <form
        onSubmit={event => {
          event.preventDefault();
          ask(command);
        }}
      >
        <Group align="end" gap="xs">
          <TextInput
            label={t('at.ask.command')}
            value={command}
            maxLength={100}
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            onChange={event => setCommand(event.currentTarget.value)}
            style={{ flex: '1 1 180px', maxWidth: 320 }}
          />
          <Button type="submit" loading={asking.isPending} disabled={command.trim() === ''}>
            {t('at.ask.send')}
          </Button>
        </Group>
      </form>
      <div role="status">
        {asking.error === null ? null : <FaultNote error={asking.error} />}
        {data === undefined ? null : <Answer {...data} />}
      </div>
    </Section>
  );
}
