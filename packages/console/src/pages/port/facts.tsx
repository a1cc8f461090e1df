import { Text } from '@mantine/core';
import type { Port } from '../../data/types.ts';
import { Ltr } from '../../parts/ltr.tsx';
import { useFormats } from '../../words/format.ts';
import { type T, useT, type WordKey } from '../../words/i18n.ts';

interface FactProps {
  readonly name: string;
  readonly value: string;
}

function Fact({ name, value }: FactProps) {
  const t = useT();
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd className="wrap">
        {value === '' ? (
          <Text span c="dimmed">
            {t('common.unknown')}
          </Text>
        ) : (
          <Ltr>{value}</Ltr>
        )}
      </dd>
    </div>
  );
}

/** 255 stands for a modem with one slot only. */
const ONE_SLOT = 255;

/** The card: its number and names. */
export function SimFacts({ port }: { readonly port: Port }) {
  const t = useT();
  const { sim, slot } = port;
  if (sim === null) return <Text c="dimmed">{t('port.noSim')}</Text>;
  return (
    <dl className="facts">
      <Fact name={t('port.number')} value={sim.number} />
      <Fact name={t('port.imsi')} value={sim.imsi} />
      <Fact name={t('port.iccid')} value={sim.iccid} />
      <Fact name={t('port.smsc')} value={sim.smsc} />
      {slot === ONE_SLOT ? null : <Fact name={t('port.slot')} value={`${slot}`} />}
    </dl>
  );
}

/** The area and the cell by their names: nobody knows the numbers alone. */
function PlaceFacts({ place: { area, cell } }: { readonly place: NonNullable<Port['place']> }) {
  const t = useT();
  return (
    <>
      {area === null ? null : <Fact name={t('port.area')} value={`${area}`} />}
      {cell === null ? null : <Fact name={t('port.cell')} value={`${cell}`} />}
    </>
  );
}

/** The network as the modem sees it, and what is left of the limits. */
export function NetworkFacts({ port }: { readonly port: Port }) {
  const t = useT();
  const limits = Object.entries(port.limits_left);
  return (
    <dl className="facts">
      <Fact
        name={t('port.operator')}
        value={[port.operator?.name, port.operator?.code].filter(Boolean).join(' · ')}
      />
      {port.place === null ? null : <PlaceFacts place={port.place} />}
      <Fact name={t('port.dbm')} value={port.dbm === null ? '' : `${port.dbm} dBm`} />
      <Fact name={t('port.type')} value={port.type === 'UNKNOWN' ? '' : port.type} />
      <Fact name={t('port.data')} value={port.gprs} />
      <Fact name={t('port.waiting')} value={`${port.waiting}`} />
      {limits.length === 0 ? null : (
        <Fact name={t('port.limits')} value={limits.map(([name, left]) => `${name} ${left}`).join(', ')} />
      )}
    </dl>
  );
}

const shownApart: ReadonlySet<string> = new Set(['maker', 'model', 'firmware']);

/** Findings of the gateway by the names they have there; AT commands stand for themselves. */
const capabilityWords: Readonly<Record<string, WordKey>> = {
  dialect: 'port.capability.dialect',
  registration: 'port.capability.registration',
  'signal from': 'port.capability.signal',
  storage: 'port.capability.storage',
};

/** Counts of the gateway's day. */
export function TodayFacts({ port: { today } }: { readonly port: Port }) {
  const t = useT();
  const formats = useFormats();
  return (
    <dl className="facts">
      {(['sent', 'delivered', 'failed', 'received', 'calls'] as const).map(name => (
        <Fact key={name} name={t(`port.today.${name}`)} value={formats.count(today[name])} />
      ))}
    </dl>
  );
}

function capabilityName(name: string, t: T): string {
  const word = capabilityWords[name];
  return word === undefined ? name : t(word);
}

/** The modem, and what it was found to be able to do. */
export function ModemFacts({ port }: { readonly port: Port }) {
  const t = useT();
  return (
    <dl className="facts">
      <Fact name={t('port.maker')} value={port.maker} />
      <Fact name={t('port.model')} value={port.model} />
      <Fact name={t('port.firmware')} value={port.firmware} />
      <Fact name={t('port.imei')} value={port.imei} />
      <Fact name={t('port.device')} value={port.device} />
      {Object.entries(port.capabilities)
        .filter(([name]) => !shownApart.has(name))
        .map(([name, value]) => (
          <Fact key={name} name={capabilityName(name, t)} value={value} />
        ))}
    </dl>
  );
}
