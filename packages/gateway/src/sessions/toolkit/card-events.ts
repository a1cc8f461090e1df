/** Makes the envelopes of events that the card asked for (102 223 7.5, 8.25). Pure. */
import { device, type EnvelopeOf, toolkitEvent } from '@simgate/gsm';
import type { Place } from '../../modem/toolkit/place.ts';
import { locationOf } from './local-information.ts';

type EventEnvelope = EnvelopeOf<'eventDownload'>;

/** 102 223 7.5.5: a person did something. */
export const userActivity: EventEnvelope = {
  type: 'eventDownload',
  events: [toolkitEvent.userActivity],
  devices: { source: device.terminal, destination: device.card },
};

/** 102 223 7.5.6: the desktop is there to be used. */
export const idleScreenAvailable: EventEnvelope = {
  type: 'eventDownload',
  events: [toolkitEvent.idleScreenAvailable],
  devices: { source: device.display, destination: device.card },
};

/** Normal service, limited service, no service (102 223 8.27). */
export type ServiceStatus = 'normal' | 'limited' | 'none';
const statuses = { normal: 0x00, limited: 0x01, none: 0x02 } as const;

/** 102 223 7.5.4: the location is reported with normal service only. */
export function locationStatus(status: ServiceStatus, place: Place | undefined): EventEnvelope {
  const known = status === 'normal' && place !== undefined;
  return {
    type: 'eventDownload',
    events: [toolkitEvent.locationStatus],
    devices: { source: device.terminal, destination: device.card },
    locationStatus: statuses[status],
    ...(known && { locationInformation: locationOf(place) }),
  };
}

/** 102 223 7.5.5, 7.5.6: reported once, then the card has to ask again. */
export const sentOnce: readonly number[] = [toolkitEvent.userActivity, toolkitEvent.idleScreenAvailable];

/** All events that we can report. */
export const knownEvents: readonly number[] = [
  toolkitEvent.locationStatus,
  toolkitEvent.userActivity,
  toolkitEvent.idleScreenAvailable,
];
