import { Text } from '@mantine/core';
import { Link } from 'wouter';
import { usePort } from '../../data/hooks.ts';
import { shownState } from '../../data/port-state.ts';
import type { Port } from '../../data/types.ts';
import { Ltr } from '../../parts/ltr.tsx';
import { SignalBars } from '../../parts/signal-bars.tsx';
import { colorOf, StateMark } from '../../parts/state-mark.tsx';
import { useNarrow } from '../../shell/use-narrow.ts';
import { useT } from '../../words/i18n.ts';

/** A custom property is none of the keys that React's type of styles knows. */
function edge(color: string): Record<string, string> {
  return { '--state': color };
}

/** On a telephone the operator stands alone: beside it the technology would be cut. */
function Below({ port }: { readonly port: Port }) {
  const t = useT();
  const narrow = useNarrow();
  const count = port.waiting;
  const operator = port.operator?.name ?? '';
  const technology = port.type === 'UNKNOWN' || (narrow && operator !== '') ? '' : port.type;
  return (
    <Text size="xs" c="dimmed" className="one-line own-direction" dir="auto">
      {[operator, technology].filter(text => text !== '').join(' · ')}
      {count > 0 ? ` ${t('ports.waiting', { count })}` : ''}
    </Text>
  );
}

/** On a telephone there is room for the number alone, which must never be cut. */
function Title({ port: { port, label } }: { readonly port: Port }) {
  const t = useT();
  const narrow = useNarrow();
  if (label !== '') return <bdi>{`${port} ${label}`}</bdi>;
  const whole = t('common.port', { port });
  if (!narrow) return whole;
  return (
    <>
      <span aria-hidden>{port}</span>
      <span className="visually-hidden">{whole}</span>
    </>
  );
}

/**
 * One port; it renders when its own port changes.
 * Nothing is drawn for a port that is gone.
 */
export function PortCard({ port: number }: { readonly port: number }) {
  const port = usePort(number);
  if (port === undefined) return null;
  const { name } = shownState(port);
  return (
    <li>
      <Link href={`/ports/${number}`} className="card list-item" style={edge(colorOf(name))}>
        <div className="card-head">
          <Text fw={600} className="one-line">
            <Title port={port} />
          </Text>
          <SignalBars signal={port.signal} />
        </div>
        <Text size="sm" component="div">
          <StateMark state={name} />
        </Text>
        <Text size="xs" c="dimmed" className="one-line" component="div">
          <Ltr>{port.sim?.number ?? ''}</Ltr>
        </Text>
        <Below port={port} />
      </Link>
    </li>
  );
}
