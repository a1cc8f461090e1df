import { Autocomplete, Button, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { client, reply } from '../../data/api.ts';
import { usePortsPart } from '../../data/hooks.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { GrowingText } from '../../parts/growing-text.tsx';
import { Ltr } from '../../parts/ltr.tsx';
import { Page } from '../../parts/page.tsx';
import { useFilter } from '../../shell/place.ts';
import { isolate, useT } from '../../words/i18n.ts';
import { isNumber, plainNumber } from '../compose/recipients.ts';
import { type Bubble, bubblesOf, keepWritten, written } from './written.ts';

const EVERY = 1000;
const SAMPLE_NUMBER = '+491701234567';

/** Messages of a virtual phone in both directions. Those that it received are asked for every second. */
function usePhone(number: string) {
  const kept = useSyncExternalStore(written.subscribe, written.get);
  const query = useQuery({
    queryKey: ['phone', number],
    queryFn: async () => (await reply(client.getPhone({ number }))).messages,
    refetchInterval: EVERY,
  });
  const received = query.data ?? [];
  const bubbles = bubblesOf(
    received,
    kept.filter(({ from }) => from === number),
  );
  return { ...query, received, bubbles };
}

/** The screen of the phone, which scrolls to its end when a message comes. */
function Screen({ bubbles }: { readonly bubbles: readonly Bubble[] }) {
  const t = useT();
  const screen = useRef<HTMLElement>(null);
  const count = bubbles.length;
  useEffect(() => {
    if (screen.current !== null && count > 0) screen.current.scrollTop = screen.current.scrollHeight;
  }, [count]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section ref={screen} className="phone-screen" aria-label={t('phone.screen')} tabIndex={0}>
      {bubbles.length === 0 ? <Text c="dimmed">{t('phone.empty')}</Text> : null}
      <div className="chat" aria-live="polite">
        {bubbles.map(({ key, own, number, text }) => (
          <div key={key} className="turn" data-own={own || undefined}>
            <Text size="xs" c="dimmed">
              {t(own ? 'phone.to' : 'phone.from')} <Ltr>{number}</Ltr>
            </Text>
            <Text className="message-text" dir="auto">
              {text}
            </Text>
          </div>
        ))}
      </div>
    </section>
  );
}

interface WriteProps {
  readonly from: string;
  readonly received: readonly { readonly from: string }[];
}

/** To whom: the SIM that wrote last, else the first that has a number. */
function useRecipient(received: WriteProps['received']) {
  const own = usePortsPart(all =>
    all.flatMap(({ port, sim }) => (sim === null || sim.number === '' ? [] : [{ port, number: sim.number }])),
  );
  const last = received.findLast(({ from }) => own.some(({ number }) => number === from))?.from;
  const [chosen, setChosen] = useState<string>();
  return { own, to: chosen ?? last ?? own[0]?.number ?? '', setChosen };
}

/** Writes from the virtual phone to the number of a SIM of this gateway. */
function Write({ from, received }: WriteProps) {
  const t = useT();
  const queries = useQueryClient();
  const { own, to, setChosen } = useRecipient(received);
  const [text, setText] = useState('');
  const write = useMutation({
    mutationFn: () => reply(client.writeFromPhone({ from, to, text })),
    onSuccess: () => {
      keepWritten({ from, to, text, behind: received.length });
      setText('');
      return queries.invalidateQueries({ queryKey: ['phones'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate();
  };
  return (
    <Stack component="form" gap="xs" onSubmit={submit}>
      <NativeSelect
        label={t('phone.recipient')}
        value={to}
        onChange={event => setChosen(event.currentTarget.value)}
        data={own.map(({ port, number }) => ({
          value: number,
          label: `${isolate(number)} · ${t('common.port', { port })}`,
        }))}
      />
      <GrowingText
        label={t('compose.text')}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        least={2}
        most={6}
        maxLength={1000}
        dir="auto"
      />
      {write.error === null ? null : <FaultNote error={write.error} />}
      <Button type="submit" disabled={text === '' || to === ''} loading={write.isPending}>
        {t('phone.write')}
      </Button>
    </Stack>
  );
}

/** One virtual phone: its screen, and the field to write in. */
function Phone({ number }: { readonly number: string }) {
  const { bubbles, received, error, refetch } = usePhone(number);
  return (
    <div className="phone">
      <Text fw={600} ta="center">
        <Ltr>{number}</Ltr>
      </Text>
      {error === null ? null : <FaultNote error={error} again={() => void refetch()} />}
      <Screen bubbles={bubbles} />
      <Write from={number} received={received} />
    </div>
  );
}

/**
 * A phone of the virtual network: what it received, and a message from it.
 * It exists only where the gateway was started with its simulator, and for admins.
 */
export function PhonePage() {
  const t = useT();
  const [filter, change] = useFilter();
  const { data = [] } = useQuery({
    queryKey: ['phones'],
    queryFn: async () => (await reply(client.listPhones())).phones.map(({ number }) => number),
    refetchInterval: 5000,
  });
  const number = filter.number ?? data[0] ?? SAMPLE_NUMBER;
  const [typed, setTyped] = useState(number);
  useEffect(() => setTyped(number), [number]);
  const take = (text: string) => {
    setTyped(text);
    if (isNumber(plainNumber(text))) change({ number: plainNumber(text) });
  };
  return (
    <Page title={t('nav.phone')}>
      <div className="phone-sides">
        <Stack>
          <Text>{t('phone.what')}</Text>
          <Autocomplete
            label={t('phone.number')}
            description={t('phone.number.hint')}
            value={typed}
            onChange={take}
            data={[...new Set([number, ...data])].slice(0, 50)}
            inputMode="tel"
            dir="ltr"
          />
        </Stack>
        <Phone key={number} number={number} />
      </div>
    </Page>
  );
}
