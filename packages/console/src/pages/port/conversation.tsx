import { Button, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { memo, useEffect, useRef, useState } from 'react';
import { useWho } from '../../data/hooks.ts';
import type { Port } from '../../data/types.ts';
import { saveFile } from '../../parts/download.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Section } from '../../parts/section.tsx';
import { type Formats, useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { AskModem } from './ask-modem.tsx';
import { Recordings } from './recordings.tsx';
import { type Line, useConversation } from './use-conversation.ts';

/** The lines as a text to copy: time, direction and octets. */
function textOf(lines: readonly Line[]): string {
  return lines.map(({ at, direction, text }) => `${at} ${direction} ${text}\n`).join('');
}

function Row({ line: { at, direction, text }, formats }: { readonly line: Line; readonly formats: Formats }) {
  return (
    <div className="at-line" data-out={direction === '>>' || undefined} data-given>
      <span className="at-time">{formats.when(at)}</span> {direction} {text.replace(LINE_END, '')}
    </div>
  );
}

/** Each line has one; they are for the file. */
const LINE_END = /(?:\\r|\\n)+$/;

/** A thousand lines may stand there when the next one comes. */
const steady = { Row: memo(Row) };

/** The lines of the conversation, which scroll to the newest one. */
function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const t = useT();
  const formats = useFormats();
  const box = useRef<HTMLElement>(null);
  const last = lines.at(-1)?.key;
  useEffect(() => {
    if (box.current !== null && last !== undefined) box.current.scrollTop = box.current.scrollHeight;
  }, [last]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section ref={box} className="at-lines" aria-label={t('at.lines')} tabIndex={0} dir="ltr">
      {lines.length === 0 ? (
        <Text c="dimmed" size="sm">
          {t('at.empty')}
        </Text>
      ) : null}
      {lines.map(line => (
        <steady.Row key={line.key} line={line} formats={formats} />
      ))}
    </section>
  );
}

/** The lines between gateway and modem, as they come: numbers and texts are masked. */
export function Conversation({ port: { port } }: { readonly port: Port }) {
  const t = useT();
  const { role } = useWho();
  const [on, setOn] = useState(true);
  const [search, setSearch] = useState('');
  const { lines, error } = useConversation(port, on);
  const shown =
    search === '' ? lines : lines.filter(({ text }) => text.toLowerCase().includes(search.toLowerCase()));
  return (
    <Stack>
      <Section title={t('port.tab.conversation')}>
        <Text size="sm" mb="xs">
          {t('at.what')}
        </Text>
        <Group align="end" gap="sm" mb="xs">
          <TextInput
            label={t('at.search')}
            value={search}
            maxLength={64}
            dir="ltr"
            onChange={event => setSearch(event.currentTarget.value)}
          />
          <Switch
            label={t('at.follow')}
            checked={on}
            onChange={event => setOn(event.currentTarget.checked)}
            mb={8}
          />
          <Button
            variant="default"
            disabled={shown.length === 0}
            onClick={() => saveFile(`port-${port}.at.txt`, 'text/plain', textOf(shown))}
          >
            {t('at.save')}
          </Button>
        </Group>
        {error === null ? null : <FaultNote error={error} />}
        <Lines lines={shown} />
      </Section>
      {role === 'admin' ? <AskModem port={port} /> : null}
      <Recordings port={port} />
    </Stack>
  );
}
