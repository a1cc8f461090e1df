import { Drawer, Text } from '@mantine/core';
import { eventKinds } from '@simgate/api/contract';
import { Ltr } from '../../parts/ltr.tsx';
import { type Formats, useFormats } from '../../words/format.ts';
import { type T, useT } from '../../words/i18n.ts';
import { type JournalEvent, summaryOf } from './summary.ts';

type Kind = (typeof eventKinds)[number];

/** Kinds of later versions are shown by their name. */
function kindText(kind: string, t: T): string {
  const known = eventKinds.find((one): one is Kind => one === kind);
  return known === undefined ? kind : t(`event.kind.${known}`);
}

interface Props {
  readonly event: JournalEvent;
  readonly formats: Formats;
  readonly open: (event: JournalEvent) => void;
}

/**
 * One line of the journal; a press shows the whole event.
 * On a phone it takes two lines. Texts from outside keep the direction of their own script.
 */
export function EventRow({ event, formats, open }: Props) {
  const t = useT();
  const { number, word, values, text } = summaryOf(event);
  return (
    <button type="button" className="row list-item events-row" onClick={() => open(event)}>
      <Text span size="sm" c="dimmed" className="cell-time">
        {formats.when(event.at)}
      </Text>
      <Text span fw={600} size="sm" className="one-line cell-number">
        {kindText(event.kind, t)}
      </Text>
      <Text span size="sm" className="one-line cell-text message-line" dir="auto">
        {number === '' ? null : <Ltr>{number}</Ltr>}{' '}
        {[word === undefined ? '' : t(word, { ...values }), text].filter(part => part !== '').join(' · ')}
      </Text>
      <Text span size="sm" c="dimmed" className="cell-port">
        {typeof event.port === 'number' ? t('common.port', { port: event.port }) : ''}
      </Text>
    </button>
  );
}

/** The event that is open; undefined closes the drawer. */
interface DetailProps {
  readonly event: JournalEvent | undefined;
  readonly close: () => void;
}

/** Every field of an event under its name of the API; a field that is an object stands as JSON. */
function Detail({ event }: { readonly event: JournalEvent }) {
  const formats = useFormats();
  const { id: _id, at, kind: _kind, ...fields } = event;
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {formats.full(at)}
      </Text>
      <dl className="facts">
        {Object.entries(fields).map(([name, value]) => (
          <div className="fact" key={name}>
            <dt>{name}</dt>
            <dd className="wrap message-text" dir="auto">
              {typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** All that an event has, by the names of the API: programs get the same. */
export function EventDetail({ event, close }: DetailProps) {
  const t = useT();
  return (
    <Drawer
      opened={event !== undefined}
      onClose={close}
      position="right"
      size="md"
      title={event === undefined ? '' : `${kindText(event.kind, t)} ${event.id}`}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {event === undefined ? null : <Detail event={event} />}
    </Drawer>
  );
}
