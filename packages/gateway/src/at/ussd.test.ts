import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseUssd } from './ussd.ts';

describe('+CUSD (27.007 7.15)', () => {
  for (const [line, expected] of [
    ['+CUSD: 2', { status: 2 }],
    ['+CUSD:5', { status: 5 }],
    ['+CUSD: 0,"Thank you!",15', { status: 0, text: 'Thank you!', dataCodingScheme: 15 }],
    ['+CUSD:1,"Menu" , 72 ', { status: 1, text: 'Menu', dataCodingScheme: 72 }],
    ['+CUSD: 1,"no coding"', { status: 1, text: 'no coding' }],
    ['+CUSD: 1,"empty coding",', { status: 1, text: 'empty coding' }],
    ['+CUSD: 0,"",15', { status: 0, text: '', dataCodingScheme: 15 }],
    // Line ends, commas and quotes are the network's own.
    ['+CUSD: 0,"a\r\nb\n",15', { status: 0, text: 'a\r\nb\n', dataCodingScheme: 15 }],
    [
      '+CUSD: 0,"say "yes",15", or "no"",15',
      { status: 0, text: 'say "yes",15", or "no"', dataCodingScheme: 15 },
    ],
    // Quotes forgotten by the module, or the last of them lost on the wire.
    ['+CUSD: 0,AA180C3602,15', { status: 0, text: 'AA180C3602', dataCodingScheme: 15 }],
    ['+CUSD: 0,"cut off', { status: 0, text: 'cut off' }],
    ['+CUSD: 0,"cut off,15', { status: 0, text: 'cut off', dataCodingScheme: 15 }],
    ['+CUSD: 0,cut off",15', { status: 0, text: 'cut off', dataCodingScheme: 15 }],
    ['+CUSD: 0,Left: 5 EUR, 10 SMS,15', { status: 0, text: 'Left: 5 EUR, 10 SMS', dataCodingScheme: 15 }],
    ['+CUSD: 0,Left: 5 EUR, 10 SMS', { status: 0, text: 'Left: 5 EUR, 10 SMS' }],
    ['+CUSD: ', undefined],
    ['+CUSD: (0-2)', undefined],
    ['+CUSD: x,"text",15', undefined],
  ] as const) {
    test(JSON.stringify(line), () => assert.deepEqual(parseUssd(line), expected));
  }
});
