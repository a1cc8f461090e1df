import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { inTime, type Script, scriptedModem } from '../../at/testing.ts';
import { type Climb, climb } from './ladder.ts';

interface Profile {
  readonly id: string;
  readonly kind: string;
  readonly modem: string;
  readonly default_response: readonly string[];
  readonly responses: Readonly<Record<string, readonly string[]>>;
}

const file = new URL('../../../../../vectors/at-transcripts.json', import.meta.url);
const profiles = (JSON.parse(readFileSync(file, 'utf8')) as Profile[]).filter(
  ({ kind }) => kind === 'modem_profile',
);

function trimmed(text: string) {
  return text.trim();
}

/** Gives the recorded answers, and for other commands those of the profile. */
async function climbOn(profile: Profile, more: Readonly<Record<string, Script>> = {}): Promise<Climb> {
  const recorded = Object.entries(profile.responses).map(([command, lines]) => [
    trimmed(command),
    lines.map(trimmed),
  ]);
  const standing: Record<string, Script> = {
    'AT+CMEE?': ['+CMEE: 1', 'OK'],
    ...Object.fromEntries(recorded),
    ...more,
  };
  const fallback = profile.default_response.map(trimmed);
  const modem = scriptedModem(standing, ['OK'], fallback);
  const { link, clock } = modem;
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  const climbing = climb({
    channel,
    link,
    clock,
    config: { port: 0, record: false },
    pins: { mayTry: () => false, recordTry: async () => {}, recordSuccess: async () => {} },
    identified: () => {},
    radioSwitchedOn: () => {},
    isSuperseded: () => false,
    identifying: () => {},
    knowsBestTechnology: () => true,
    bestTechnology: () => {},
  });
  return inTime(clock, climbing);
}

describe('bring-up of recorded modems', () => {
  const expected: Readonly<Record<string, { dialect: string; memories: string[] }>> = {
    'gsmmodem-profile-huaweik3715': { dialect: 'huawei', memories: ['SM', 'ME', 'SR'] },
    'gsmmodem-profile-ztek3565z': { dialect: 'zte', memories: ['SM', 'ME', 'SR'] },
    // It lists no storage at all, and takes SM.
    'gsmmodem-profile-nokian79': { dialect: 'generic', memories: ['SM'] },
  };
  for (const profile of profiles)
    test(profile.modem, async () => {
      const climbed = await climbOn(profile);
      assert.ok('ready' in climbed, JSON.stringify(climbed));
      const { dialect, sms, identity, sim } = climbed.ready;
      assert.deepEqual({ dialect: dialect.name, memories: sms.memories }, expected[profile.id]);
      assert.match(identity.imei, /^\d{15}$/);
      assert.match(sim.imsi, /^\d{15}$/);
    });

  test('stops at a SIM that is not there, and knows the modem all the same', async () => {
    const profile = profiles[0];
    assert.ok(profile);
    const climbed = await climbOn(profile, { 'AT+CPIN?': ['+CME ERROR: 10'] });
    assert.deepEqual(climbed, { obstacle: { kind: 'noSim', text: 'no SIM' } });
  });

  test('waits for a SIM that is still starting', async () => {
    const profile = profiles[0];
    assert.ok(profile);
    const told = ['111111111111111', 'OK'];
    const busy = [['+CME ERROR: 14'], told, told];
    const climbed = await climbOn(profile, { 'AT+CIMI': () => busy.shift() ?? ['ERROR'] });
    assert.ok('ready' in climbed, JSON.stringify(climbed));
    assert.equal(busy.length, 0);
  });
});
