import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Pool, usualPool } from '../domain/pool.ts';
import { type Keyword, keywordOf } from './keywords.ts';
import { poolOf } from './routing.ts';
import { conversationNumber, spellingsOf } from './sender.ts';

describe('STOP, START and HELP', () => {
  const german = { stop: ['STOP', 'ABMELDEN', 'Schluß'], start: ['START'], help: ['HELP', 'HILFE'] };
  const rows: [text: string, keyword: Keyword][] = [
    ['STOP', 'stop'],
    [' stop. ', 'stop'],
    ['"Stop"!', 'stop'],
    ['ＳＴＯＰ', 'stop'],
    ['abmelden', 'stop'],
    ['schluss', 'stop'],
    ['Start', 'start'],
    ['Hilfe?', 'help'],
    ['please stop', ''],
    ['STOPPED', ''],
    ['', ''],
    ['...', ''],
    [`stop${' '.repeat(60)}`, 'stop'],
    [`stop${' '.repeat(61)}`, ''],
  ];
  for (const [text, keyword] of rows)
    test(`${JSON.stringify(text)} is ${keyword === '' ? 'no word' : keyword}`, () =>
      assert.equal(keywordOf(text, german), keyword));

  test('a word in two lists stops', () => {
    assert.equal(keywordOf('end', { stop: ['END'], start: ['END'], help: [] }), 'stop');
  });
});

describe('a number as a conversation knows it', () => {
  const rows: [written: string, country: string, number: string][] = [
    ['+4915112345678', '', '+4915112345678'],
    ['4915112345678', '', '+4915112345678'],
    ['015112345678', 'DE', '+4915112345678'],
    ['0151 1234-5678', 'DE', '+4915112345678'],
    ['10086', 'CN', '10086'],
    ['301234', 'DE', '301234'],
    ['3012345', 'DE', '+493012345'],
    ['Vodafone', 'DE', 'Vodafone'],
    ['DHL 2000000', 'DE', 'DHL 2000000'],
    ['*100#', 'DE', '*100#'],
    ['015112345678', '', '015112345678'],
    ['', 'DE', ''],
  ];
  for (const [written, country, number] of rows)
    test(`${JSON.stringify(written)} in ${country || 'no country'}`, () =>
      assert.equal(conversationNumber(written, country), number));

  test('is looked for with and without plus', () => {
    assert.deepEqual(spellingsOf('4915112345678', ''), ['4915112345678', '+4915112345678']);
  });
});

describe('the pool of a received message', () => {
  function pool(id: string, members: Pool['members'] = {}): Pool {
    return { ...usualPool(id), members };
  }
  const every = pool('default');
  const shop = pool('shop', { sims: ['8949'] });
  const tagged = pool('tagged', { tags: ['berlin'] });
  const ofGateway = pool('box', { gateways: ['g1'] });
  const at = (sim: string, tags: string[] = []) => ({
    gateway: { id: 'g1', tags: [] },
    sim: { id: sim, tags },
  });
  const rows: [name: string, pools: Pool[], sim: string, tags: string[], last: string, found: string][] = [
    ['the one that wrote last', [every, shop], '8949', [], 'default', 'default'],
    ['but not where its SIMs are others', [every, shop], '1111', [], 'shop', 'default'],
    ['one that names the SIM', [every, shop], '8949', [], '', 'shop'],
    ['one that names a tag of the SIM', [every, tagged], '1', ['berlin'], '', 'tagged'],
    ['one that names the gateway', [every, ofGateway], '1', [], '', 'box'],
    ['the one that takes every SIM', [shop, every], '1', [], '', 'default'],
    ['none', [shop], '1', [], '', ''],
    ['a pool that is gone', [every], '1', [], 'gone', 'default'],
  ];
  for (const [name, pools, sim, tags, last, found] of rows)
    test(name, () => assert.equal(poolOf(pools, at(sim, tags), last), found));
});
