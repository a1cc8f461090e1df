import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { fakeClock } from '../testing.ts';
import { AddressBook, AddressGuard, allowedAddressProblem } from './addresses.ts';
import { destinationOf } from './target.ts';

describe('addresses that targets may not have', () => {
  const rows: [host: string, refused: boolean][] = [
    ['169.254.169.254', true],
    ['169.254.0.1', true],
    ['169.253.255.255', false],
    ['::ffff:169.254.169.254', true],
    ['fe80::1', true],
    ['febf::1', true],
    ['fec0::1', false],
    ['fd00:ec2::254', true],
    ['fd00:ec2::253', false],
    ['127.0.0.1', false],
    ['::1', false],
    ['192.168.1.10', false],
    ['crm.example', false],
  ];
  for (const [host, refused] of rows) {
    test(`${host}: ${refused ? 'refused' : 'good'}`, () =>
      assert.equal(new AddressGuard([]).problem(host) !== undefined, refused));
  }

  for (const spelling of ['2852039166', '0xa9fea9fe', '169.254.43518', '0251.0376.0251.0376']) {
    test(`${spelling} is another spelling of 169.254.169.254`, () => {
      const host = destinationOf(`http://${spelling}/`)?.host ?? '';
      assert.ok(new AddressGuard([]).problem(host));
    });
  }

  test('unless they are listed', () => {
    const guard = new AddressGuard(['169.254.7.0/24', '169.254.8.8', 'fe80::5']);
    const hosts = ['169.254.7.9', '169.254.8.8', '169.254.8.9', 'fe80::5', 'fe80::6'];
    assert.deepEqual(
      hosts.filter(host => guard.problem(host) !== undefined),
      ['169.254.8.9', 'fe80::6'],
    );
  });
});

describe('addresses of inside networks, where they are refused too', () => {
  const guard = new AddressGuard(['10.7.0.0/16'], 'webhooks.allowedAddresses', 'inside');
  const rows: [host: string, refused: boolean][] = [
    ['127.0.0.1', true],
    ['127.255.255.255', true],
    ['0.0.0.0', true],
    ['10.6.255.255', true],
    ['10.7.0.1', false],
    ['100.64.0.1', true],
    ['100.128.0.1', false],
    ['172.16.0.1', true],
    ['172.32.0.1', false],
    ['192.168.1.10', true],
    ['169.254.169.254', true],
    ['::1', true],
    ['::', true],
    ['::ffff:192.168.1.10', true],
    ['fc00::1', true],
    ['fdff::1', true],
    ['fe80::1', true],
    ['2001:db8::1', false],
    ['198.51.100.7', false],
    ['crm.example', false],
  ];
  for (const [host, refused] of rows)
    test(`${host}: ${refused ? 'refused' : 'good'}`, () =>
      assert.equal(guard.problem(host) !== undefined, refused));

  test('are told with the setting that allows them', () =>
    assert.equal(
      guard.problem('192.168.1.10'),
      'leads to 192.168.1.10, an address of an inside network that webhooks.allowedAddresses does not name',
    ));

  test('are refused behind a name as well', async () => {
    const book = new AddressBook(guard, fakeClock(), async () => [{ address: '192.168.1.10', family: 4 }]);
    const error = await new Promise<Error | null>(resolve =>
      book.lookup('crm.example', {}, found => resolve(found)),
    );
    assert.match(String(error), /crm\.example leads to 192\.168\.1\.10/);
  });
});

describe('entries of the list', () => {
  const rows: [entry: string, good: boolean][] = [
    ['169.254.7.1', true],
    ['169.254.0.0/16', true],
    ['fe80::/10', true],
    ['fe80::/129', false],
    ['169.254.0.0/33', false],
    ['169.254.0.0/', false],
    ['169.254.0.0/1/2', false],
    ['router.example', false],
    ['', false],
  ];
  for (const [entry, good] of rows) {
    test(`${JSON.stringify(entry)}: ${good ? 'taken' : 'refused'}`, () =>
      assert.equal(allowedAddressProblem(entry) === undefined, good));
  }
});

describe('looking names up', { timeout: 10_000 }, () => {
  /** Names that are asked for wait until they are answered. */
  function openBook(allowed: readonly string[] = []) {
    const clock = fakeClock();
    const asked: string[] = [];
    const answers = new Map<string, (addresses: readonly LookupAddress[]) => void>();
    const book = new AddressBook(new AddressGuard(allowed), clock, host => {
      asked.push(host);
      return new Promise(resolve => answers.set(host, resolve));
    });
    const find = (host: string): Promise<string> =>
      new Promise((resolve, reject) => {
        book.lookup(host, { all: true }, (error, found) => {
          if (error !== null) reject(error);
          else resolve(Array.isArray(found) ? found.map(({ address }) => address).join() : found);
        });
      });
    const answer = async (host: string, address: string): Promise<void> => {
      while (!answers.has(host)) await turn();
      const found = answers.get(host);
      answers.delete(host);
      found?.([{ address, family: address.includes(':') ? 6 : 4 }]);
    };
    return { clock, asked, find, answer };
  }

  test('a name that leads to a refused address is refused', async () => {
    const { find, answer } = openBook();
    const found = find('inside.example');
    await answer('inside.example', '169.254.169.254');
    await assert.rejects(found, /the name inside\.example leads to 169\.254\.169\.254/);
  });

  test('many ask, one looks; the answer serves for 30 seconds', async () => {
    const { clock, asked, find, answer } = openBook();
    const all = Promise.all([find('a.example'), find('a.example')]);
    await answer('a.example', '10.0.0.1');
    assert.deepEqual(await all, ['10.0.0.1', '10.0.0.1']);
    assert.equal(await find('a.example'), '10.0.0.1');
    assert.equal(asked.length, 1);
    clock.advance(30_000);
    const again = find('a.example');
    await answer('a.example', '10.0.0.2');
    assert.equal(await again, '10.0.0.2');
    assert.equal(asked.length, 2);
  });

  test('by the system gives all addresses, where no other way is named', async () => {
    const book = new AddressBook(new AddressGuard([]), fakeClock());
    const found = await new Promise<unknown>((resolve, reject) =>
      book.lookup('localhost', { all: true }, (error, addresses) =>
        error === null ? resolve(addresses) : reject(error),
      ),
    );
    assert.ok(Array.isArray(found) && found.length > 0);
    for (const { address, family } of found)
      assert.ok(
        [
          ['127.0.0.1', 4],
          ['::1', 6],
        ].some(([one, of]) => one === address && of === family),
      );
  });

  test('two names at a time: the system has few threads for it', async () => {
    const { asked, find, answer } = openBook();
    const all = Promise.all(['a', 'b', 'c'].map(find));
    await turn();
    assert.deepEqual(asked, ['a', 'b']);
    await answer('b', '10.0.0.2');
    await answer('c', '10.0.0.3');
    await answer('a', '10.0.0.1');
    assert.deepEqual(await all, ['10.0.0.1', '10.0.0.2', '10.0.0.3']);
    const more = Promise.all(['d', 'e', 'f'].map(find));
    await turn();
    assert.deepEqual(asked.slice(3), ['d', 'e'], 'those that ended have given back one place each');
    for (const [at, host] of ['d', 'e', 'f'].entries()) await answer(host, `10.0.0.${at + 4}`);
    await more;
  });
});

describe('a lookup that does not end well', { timeout: 10_000 }, () => {
  function bookOf(resolve: (host: string) => Promise<readonly LookupAddress[]>) {
    const asked: string[] = [];
    const book = new AddressBook(new AddressGuard([]), fakeClock(), host => {
      asked.push(host);
      return resolve(host);
    });
    const find = (host: string, all = true) =>
      new Promise((found, refused) => {
        book.lookup(host, { all }, (error, ...answer) => (error === null ? found(answer) : refused(error)));
      });
    return { book, asked, find };
  }
  const four: LookupAddress = { address: '10.0.0.1', family: 4 };
  const six: LookupAddress = { address: '2001:db8::1', family: 6 };

  test('is an error of the connection, is not remembered, and gives its place back', async () => {
    let isUp = false;
    const { asked, find } = bookOf(async () => {
      if (!isUp) throw new Error('getaddrinfo ENOTFOUND');
      return [four];
    });
    for (const host of ['a', 'b', 'c', 'a']) await assert.rejects(find(host), /ENOTFOUND/);
    assert.deepEqual(asked, ['a', 'b', 'c', 'a']);
    isUp = true;
    assert.deepEqual(await find('a'), [[four]]);
  });

  test('is an error also where what was thrown is none', async () => {
    const { find } = bookOf(() => Promise.reject('no thread'));
    await assert.rejects(find('a'), new Error('no thread'));
  });

  test('and one that does gives all addresses, or the first with its family, as node:dns does', async () => {
    const { find } = bookOf(async () => [six, four]);
    assert.deepEqual(await find('a'), [[six, four]]);
    assert.deepEqual(await find('a', false), ['2001:db8::1', 6]);
  });

  test('of a name without addresses is an empty list', async () => {
    const { find } = bookOf(async () => []);
    assert.deepEqual(await find('a'), [[]]);
    assert.deepEqual(await find('a', false), [[]]);
  });

  test('is refused where one address of several is a refused one', async () => {
    const { find } = bookOf(async () => [four, { address: '169.254.169.254', family: 4 }]);
    await assert.rejects(find('a'), /the name a leads to 169\.254\.169\.254/);
    await assert.rejects(find('a'), /the name a leads to/);
  });

  test('remembers 256 names and begins anew with the next', async () => {
    const { asked, find } = bookOf(async () => [four]);
    for (let name = 0; name < 256; name += 1) await find(`${name}`);
    await find('0');
    assert.equal(asked.length, 256);
    await find('one more');
    await find('0');
    assert.equal(asked.length, 258);
  });

  test('is none of an address that stands in the URL: it is checked before', () => {
    const { book } = bookOf(async () => [four]);
    book.check('10.0.0.1');
    assert.throws(() => book.check('169.254.169.254'), /^Error: the URL leads to 169\.254\.169\.254/);
  });
});
