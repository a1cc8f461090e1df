import { Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { client, reply } from '../../data/api.ts';
import { usePortPart } from '../../data/hooks.ts';
import type { Toolkit } from '../../data/types.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { useT } from '../../words/i18n.ts';
import { inputOf } from './input.ts';

/** Milliseconds; a new frame is asked for at once. */
const EVERY = 5000;

/** A choice of an item, a text, or a key: one of them for each view. */
type Entered = Omit<Parameters<typeof client.enterToolkit>[0], 'port'>;

/** The view of the toolkit, asked for when its frame changes, as the card may do by itself. The answer to an entry is the next view. */
function useToolkit(port: number) {
  const queries = useQueryClient();
  const key = ['toolkit', port];
  const view = useQuery({
    queryKey: key,
    queryFn: () => reply(client.getToolkit({ port })),
    refetchInterval: EVERY,
  });
  const frame = usePortPart(port, one => one.toolkit_frame);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the frame is the news
  useEffect(() => void queries.invalidateQueries({ queryKey: ['toolkit', port] }), [queries, port, frame]);
  const enter = useMutation({
    mutationFn: (entered: Entered) => reply(client.enterToolkit({ port, ...entered })),
    onSuccess: answer => queries.setQueryData(key, answer),
  });
  return { view, enter };
}

interface Props {
  readonly view: Toolkit;
  readonly busy: boolean;
  readonly enter: (entered: Entered) => void;
}

/** The entries of a menu as buttons, in the order of the card. */
function Items({ view, busy, enter }: Props) {
  return (
    <Stack gap={4} component="ul" className="plain-list">
      {view.items.map(({ id, text }) => (
        <li key={id}>
          <Button
            fullWidth
            variant="default"
            justify="start"
            h="auto"
            mih={44}
            py={6}
            styles={{ label: { whiteSpace: 'normal', textAlign: 'start', lineHeight: 1.4, height: 'auto' } }}
            disabled={busy}
            onClick={() => enter({ item: id })}
            data-given
          >
            <bdi className="wrap">{text}</bdi>
          </Button>
        </li>
      ))}
    </Stack>
  );
}

/** The input that the card asks for: digits or characters, hidden or seen, as many as it takes. */
function Answer({ view, busy, enter }: Props) {
  const t = useT();
  const [text, setText] = useState('');
  const wanted = inputOf(view.input_type);
  if (wanted === undefined) return null;
  const Input = wanted.hidden ? PasswordInput : TextInput;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter({ text });
    setText('');
  };
  return (
    <Stack gap="xs" component="form" onSubmit={submit}>
      <Input
        label={t('ussd.answer')}
        value={text}
        inputMode={wanted.digits ? 'numeric' : 'text'}
        maxLength={wanted.longest}
        autoComplete="off"
        onChange={event => setText(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy}>
        {t('common.send')}
      </Button>
    </Stack>
  );
}

/** The two answers to a GET INKEY with the qualifier for yes and no (TS 102 223 6.4.2). */
function YesOrNo({ busy, enter }: Props) {
  const t = useT();
  return (
    <Group grow>
      {(['yes', 'no'] as const).map(answer => (
        <Button key={answer} disabled={busy} onClick={() => enter({ text: answer })}>
          {t(`common.${answer}`)}
        </Button>
      ))}
    </Group>
  );
}

/** Desktops have nothing to go back from. */
const DESKTOP = 1;
const YES_OR_NO = 3;
const TO_READ = 0;
const NOTHING = 12;

/** The keys of a phone: back, home, and OK where a text was only to be read. */
function Keys({ view: { input_type: type }, busy, enter }: Props) {
  const t = useT();
  if (type === DESKTOP || type === NOTHING) return null;
  return (
    <Group grow>
      {type === TO_READ ? (
        <Button disabled={busy} onClick={() => enter({ action: 'ok' })}>
          {t('toolkit.ok')}
        </Button>
      ) : null}
      <Button variant="default" disabled={busy} onClick={() => enter({ action: 'cancel' })}>
        {t('common.back')}
      </Button>
      <Button variant="default" disabled={busy} onClick={() => enter({ action: 'home' })}>
        {t('toolkit.home')}
      </Button>
    </Group>
  );
}

/** A view: title, text, items, and the input that the card asks for. */
function Shown(props: Props) {
  const t = useT();
  const { title, text, input_type: type } = props.view;
  return (
    <Stack gap="sm">
      {title === '' ? null : (
        <Text fw={600} dir="auto" className="wrap" data-given>
          {title}
        </Text>
      )}
      {text === '' ? null : (
        <Text className="message-text" dir="auto">
          {text}
        </Text>
      )}
      {type === NOTHING ? <Text c="dimmed">{t('toolkit.nothing')}</Text> : null}
      {props.view.items.length === 0 ? null : <Items {...props} />}
      {type === YES_OR_NO ? <YesOrNo {...props} /> : <Answer key={props.view.frame_id} {...props} />}
      <Keys {...props} />
    </Stack>
  );
}

/**
 * The menu of the SIM as a phone shows it.
 * Texts and titles are those of the card, in its language. Only roles that may operate get here.
 */
export function ToolkitView({ port }: { readonly port: number }) {
  const t = useT();
  const { view, enter } = useToolkit(port);
  return (
    <section className="phone" aria-label={t('toolkit.title')} aria-live="polite">
      {view.error === null ? null : <FaultNote error={view.error} again={() => void view.refetch()} />}
      {view.data === undefined ? null : (
        <Shown view={view.data} busy={enter.isPending} enter={entered => enter.mutate(entered)} />
      )}
      {enter.error === null ? null : <FaultNote error={enter.error} />}
    </section>
  );
}
