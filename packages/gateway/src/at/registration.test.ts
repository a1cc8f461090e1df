import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isRegistrationAnswer, parseRegistration, registrationMode } from './registration.ts';

type Form = 'answer' | 'notice';

describe('the form of a registration line (27.007 7.2, 10.1.20, 10.1.22)', () => {
  // The mode that was set; undefined: none was set yet.
  const rows: [line: string, mode: number | undefined, form: Form, status: number | undefined][] = [
    ['+CREG: 1', 1, 'notice', 1],
    ['+CREG: 1,5', 1, 'answer', 5],
    ['+CREG: 0,1', 0, 'answer', 1],
    // A modem that was set to 1 and prints the mode it had before.
    ['+CREG: 0,5', 1, 'answer', 5],
    ['+CREG: 1,"0010","0020"', 1, 'notice', 1],
    ['+CREG: 1,84CD,00D30156', 1, 'notice', 1],
    ['+CREG: 2,1,"00C3","0000A1B2",0', 2, 'answer', 1],
    ['+CREG: 1,"00C3","0000A1B2",0', 2, 'notice', 1],
    ['+CREG: 5,"2","3"', 2, 'notice', 5],
    // Without quotes, by the mode: area 10 and cell 20, not status 10.
    ['+CREG: 1,10,20', 2, 'notice', 1],
    ['+CREG: 5,3,4D,7', 2, 'notice', 5],
    ['+CEREG: 3,2,1F', 2, 'notice', 3],
    ['+CREG: 2,10,20', 2, 'answer', 10],
    ['+CREG: 2,5', 2, 'answer', 5],
    ['+CREG : 2 , 5', 2, 'answer', 5],
    ['+CREG: 2,"1"', 2, 'answer', 1],
    ['+CREG: 2,"11"', 2, 'answer', 11],
    ['+CREG: 2,"113"', 2, 'notice', 2],
    ['+CREG: 1,5,7', 1, 'answer', 5],
    ['+CREG: 002,001,"18d8","ffff"', 2, 'answer', 1],
    ['+CREG: 2,0,00,0', 2, 'answer', 0],
    ['+CREG: 2,,', 2, 'notice', 2],
    // Fields so long can be neither a routing area nor a technology.
    ['+CEREG: 1, 2, 0001, 00000100, 7', 2, 'answer', 2],
    ['+CEREG: 1,2,001,001,7', 2, 'answer', 2],
    ['+CEREG: 1,2,0001,00,7', 2, 'notice', 1],
    ['+CEREG: 11, 78FE, 20 ,14419E ,7', 2, 'notice', 11],
    ['+CEREG: 1,12,20,14419E,7', 2, 'notice', 1],
    // Beyond the table: nothing is known by it.
    ['+CREG: 1,13', 1, 'answer', undefined],
    ['+CREG: 2,13', 2, 'answer', undefined],
    ['+CREG: 12', 1, 'notice', undefined],
    ['+CREG: 2,255,"FFFF","FFFFFFFF"', 2, 'answer', undefined],
    ['+CREG: 1,13', undefined, 'answer', undefined],
    ['+CREG: 1,84CD,00D30156', undefined, 'notice', 1],
  ];
  for (const [line, mode, form, status] of rows)
    test(`${line} under ${mode ?? 'no mode'} is ${form === 'answer' ? 'an answer' : 'a notice'}`, () => {
      const modes = mode === undefined ? {} : { CREG: mode, CEREG: mode };
      assert.equal(isRegistrationAnswer(line, modes), form === 'answer');
      assert.equal(parseRegistration(line, modes)?.status, status);
    });

  test('the mode in an answer', () => {
    assert.equal(registrationMode('+CREG: 0,1'), 0);
    assert.equal(registrationMode('+CREG: 2,13'), 2);
    assert.equal(registrationMode('+CREG: 1'), undefined);
    assert.equal(registrationMode('+CREG: 1,"00C3","0000A1B2"'), undefined);
  });

  const places: readonly [line: string, place: object][] = [
    ['+CREG: 2,1,"00C3","0000A1B2",7', { locationArea: 0xc3, cell: 0xa1b2, accessTechnology: 7 }],
    ['+CREG: 2,1,"00C3","A1B2",15', { locationArea: 0xc3, cell: 0xa1b2, accessTechnology: 15 }],
    ['+CREG: 2,1,"00C3","A1B2",16', { locationArea: 0xc3, cell: 0xa1b2 }],
    // The octet of the routing area stands in front of a cell, which has four digits or more.
    ['+CREG: 2,1,"00C3","05","A1B2",2', { locationArea: 0xc3, cell: 0xa1b2, accessTechnology: 2 }],
    ['+CREG: 2,1,"00C3","05","1B2"', { locationArea: 0xc3, cell: 5 }],
    ['+CREG: 2,1,"00C3","105","A1B2"', { locationArea: 0xc3, cell: 0x105 }],
    ['+CREG: 2,1', {}],
  ];
  for (const [line, place] of places)
    test(`the place in ${line}`, () =>
      assert.deepEqual(parseRegistration(line, { CREG: 2 }), { domain: 'CREG', status: 1, ...place }));

  test('a line of something else', () => {
    assert.equal(isRegistrationAnswer('+CSQ: 1,2'), false);
    assert.equal(parseRegistration('+CSQ: 1,2'), undefined);
  });
});
