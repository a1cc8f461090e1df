import { airm2m } from './airm2m/airm2m.ts';
import { chinamobile } from './chinamobile/chinamobile.ts';
import { cinterion } from './cinterion/cinterion.ts';
import type { Dialect } from './dialect.ts';
import { ericsson } from './ericsson/ericsson.ts';
import { fibocom } from './fibocom/fibocom.ts';
import { generic } from './generic.ts';
import { huawei } from './huawei/huawei.ts';
import { intel } from './intel/intel.ts';
import { meig } from './meig/meig.ts';
import { mikrotik } from './mikrotik/mikrotik.ts';
import { neoway } from './neoway/neoway.ts';
import { quectel } from './quectel/quectel.ts';
import { sierra } from './sierra/sierra.ts';
import { simcom } from './simcom/simcom.ts';
import { telit } from './telit/telit.ts';
import { ublox } from './ublox/ublox.ts';
import { wavecom } from './wavecom/wavecom.ts';
import { zte } from './zte/zte.ts';

export const dialects: readonly Dialect[] = [
  huawei,
  quectel,
  simcom,
  zte,
  telit,
  ublox,
  // Before Wavecom, whose successors name the same maker.
  sierra,
  neoway,
  fibocom,
  chinamobile,
  mikrotik,
  meig,
  airm2m,
  cinterion,
  wavecom,
  ericsson,
  intel,
];

/** The dialect that knows this maker or model; the standard where none does. */
export function dialectFor(maker: string, model: string, known: readonly Dialect[] = dialects): Dialect {
  const identity = `${maker} ${model}`.toLowerCase();
  return known.find(({ recognise }) => recognise.some(part => identity.includes(part))) ?? generic;
}
