/** One row for each way that clients are known to send parameters. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Type } from 'typebox';
import { contract } from './contract.ts';
import { normalTarget, parameterReader, type RawRequest } from './wire.ts';

function raw(part: Partial<RawRequest>): RawRequest {
  return { query: '', body: '', contentType: '', ...part };
}

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';

describe('paths', () => {
  const rows: [string, string, string][] = [
    ['as documented', '/api/send_sms', '/api/send_sms'],
    ['trailing slash', '/api/send_ussd/', '/api/send_ussd'],
    ['trailing semicolon', '/api/send_sms;', '/api/send_sms'],
    ['doubled slash', '//api//send_sms', '/api/send_sms'],
    ['doubled prefix with a doubled slash', '/api//api/get_cdr', '/api/get_cdr'],
    ['doubled prefix', '/api/api/get_cdr', '/api/get_cdr'],
    ['all of it', '/api//api//get_cdr//;', '/api/get_cdr'],
    ['the query is left alone', '/api//x/?a=//b/', '/api/x?a=//b/'],
    ['percents that mean nothing', '/api/%zz?a=%zz', '/api/%25zz?a=%zz'],
    ['percents that are no UTF-8', '/api/%ff', '/api/%25ff'],
    ['percents that mean something', '/api/send%5Fsms', '/api/send%5Fsms'],
    ['a whole URL', 'http://gateway:8080/api//get_cdr?port=1', '/api/get_cdr?port=1'],
    ['a whole URL without a path', 'HTTPS://gateway?port=1', '/?port=1'],
    ['a whole URL of an origin', 'http://gateway', '/'],
    ['a URL in the query', '/api/x?a=http://b/', '/api/x?a=http://b/'],
    ['the root', '/', '/'],
    ['only slashes', `/${'/'.repeat(20_000)}`, '/'],
  ];
  for (const [name, sent, read] of rows) {
    test(name, () => assert.equal(normalTarget(sent), read));
  }
});

describe('lists in a query', () => {
  const read = parameterReader(contract.get_port_info.request);
  const rows: [string, string, object][] = [
    ['comma lists', 'port=1,2,3&info_type=imei,imsi', { port: [1, 2, 3], info_type: ['imei', 'imsi'] }],
    ['encoded commas', 'port=0%2C1&info_type=imei%2Cimsi', { port: [0, 1], info_type: ['imei', 'imsi'] }],
    [
      'repeated keys',
      'port=1&port=2&info_type=imei&info_type=imsi',
      { port: [1, 2], info_type: ['imei', 'imsi'] },
    ],
    ['brackets on the wire', 'port=[0]&info_type=[imei]', { port: [0], info_type: ['imei'] }],
    ['brackets and quotes', 'port=["0","1"]&info_type=["imei"]', { port: [0, 1], info_type: ['imei'] }],
    ['encoded brackets', 'port=%5B0%2C1%5D', { port: [0, 1] }],
    ['bracketed keys', 'port[]=1&port[]=2', { port: [1, 2] }],
    ['numbered keys', 'port[0]=1&port[1]=2', { port: [1, 2] }],
    ['empty is absent', 'port=&info_type=imei', { info_type: ['imei'] }],
    ['empty brackets are absent', 'port=[]', {}],
    ['blanks and empty places', 'port=1,%202,,', { port: [1, 2] }],
    ['the whole query encoded', 'port%3D1%2C2', { port: [1, 2] }],
    ['the whole query encoded, two keys', 'port%3D1%26info_type%3Dimei', { port: [1], info_type: ['imei'] }],
    ['a trailing semicolon is of the value, to be refused', 'port=1;', { port: ['1;'] }],
    ['a trailing slash too', 'port=1/', { port: ['1/'] }],
    ['the useless name `port` beside known ones', 'info_type=port,imei', { info_type: ['imei'] }],
    ['a stray colon', 'info_type=remain_daily_credit:', { info_type: ['remain_daily_credit'] }],
    ['other case', 'info_type=IMEI,callforward', { info_type: ['imei', 'CallForward'] }],
    ['only unknown names stay, to be refused', 'info_type=nonsense', { info_type: ['nonsense'] }],
    ['what is no number stays, to be refused', 'port=3,all', { port: [3, 'all'] }],
    ['a comma where an & belongs', 'port=3,info_type=imei', { port: [3], info_type: ['imei'] }],
    ['unknown keys are ignored', 'x=1&port=1', { port: [1] }],
    ['credentials in the query are ignored', 'username=a&password=b', {}],
    ['broken percents', 'port=%zz', { port: ['%zz'] }],
  ];
  for (const [name, query, values] of rows) {
    test(name, () => assert.deepEqual(read(raw({ query, contentType: JSON_TYPE })), { ok: true, values }));
  }
});

describe('flags fall to their default', () => {
  const read = parameterReader(contract.query_incoming_sms.request);
  const rows: [string, string, object][] = [
    ['flag=all', 'flag=all', { flag: 'all' }],
    ['flag=unreat', 'a typo', { flag: 'unread' }],
    ['flag=unreadport=[3]', 'a missing &', { flag: 'unread' }],
    ['flag=', 'empty', {}],
    ['flag=ALL', 'capitals', { flag: 'all' }],
    ['incoming_sms_id=17', 'a numeric string', { incoming_sms_id: 17 }],
    ['incoming_sms_id=x', 'no number stays, to be refused', { incoming_sms_id: 'x' }],
    ['incoming_sms_id=', 'empty is absent', {}],
  ];
  for (const [query, name, values] of rows) {
    test(`${query}: ${name}`, () => assert.deepEqual(read(raw({ query })), { ok: true, values }));
  }
});

describe('bodies', () => {
  const read = parameterReader(contract.query_sms_result.request);
  const rows: [string, Partial<RawRequest>, object][] = [
    ['JSON', { body: '{"user_id":[1,2]}', contentType: JSON_TYPE }, { user_id: [1, 2] }],
    [
      'JSON that says it is a form (curl -d)',
      { body: '{"user_id":[1]}', contentType: FORM },
      { user_id: [1] },
    ],
    ['JSON that says nothing', { body: '{"user_id":[1]}' }, { user_id: [1] }],
    [
      'JSON with a parameter in its label',
      { body: '{"port":[1]}', contentType: `${JSON_TYPE};` },
      { port: [1] },
    ],
    ['JSON with a trailing semicolon', { body: '{"port":[1]} ;\n', contentType: JSON_TYPE }, { port: [1] }],
    ['JSON after a byte order mark', { body: '\uFEFF{"port":[1]}', contentType: JSON_TYPE }, { port: [1] }],
    ['nothing', { contentType: JSON_TYPE }, {}],
    ['blanks', { body: ' \r\n', contentType: JSON_TYPE }, {}],
    ['an empty list for no filters', { body: '[]', contentType: JSON_TYPE }, {}],
    ['null for no filters', { body: 'null', contentType: JSON_TYPE }, {}],
    ['a form', { body: 'user_id=1&port=0%2C1', contentType: FORM }, { user_id: ['1'], port: [0, 1] }],
    ['a form that says nothing', { body: 'port=0' }, { port: [0] }],
    ['a form in PHP style', { body: 'port[0]=1&port[1]=2', contentType: FORM }, { port: [1, 2] }],
    ['parameters in the query of a POST', { query: 'port=1' }, { port: [1] }],
    ['query and body together', { query: 'port=1', body: '{"user_id":[1]}' }, { port: [1], user_id: [1] }],
    ['the body wins', { query: 'port=1', body: '{"port":[2]}' }, { port: [2] }],
    ['nested lists', { body: '{"port":[[0,1]]}' }, { port: [0, 1] }],
    ['a scalar', { body: '{"port":0}' }, { port: [0] }],
    ['a numeric string', { body: '{"port":"1"}' }, { port: [1] }],
    ['numeric strings in the list', { body: '{"port":["0","1"]}' }, { port: [0, 1] }],
    ['a comma list in JSON', { body: '{"port":"0,1"}' }, { port: [0, 1] }],
    ['null is absent', { body: '{"port":null,"time_after":null}' }, {}],
    ['null among user ids stays', { body: '{"user_id":[null]}' }, { user_id: [null] }],
    ['user ids keep their type', { body: '{"user_id":["7",7]}' }, { user_id: ['7', 7] }],
    ['a number of digits alone', { body: '{"number":10086}' }, { number: ['10086'] }],
    ['empty texts are absent', { body: '{"number":[""],"time_after":""}' }, {}],
    ['a key named like a prototype', { body: '{"__proto__":{"port":[1]},"constructor":1}' }, {}],
  ];
  for (const [name, part, values] of rows) {
    test(name, () => assert.deepEqual(read(raw(part)), { ok: true, values }));
  }

  const refused: [string, string, RegExp][] = [
    ['a bare list', '["performance"]', /must be a JSON object, found a list/],
    ['a bare text', '"x"', /must be a JSON object, found a string/],
    [
      'JSON that is cut',
      '{"port":[1',
      /line 1, column 11 \(offset 10\): expected a comma or the closing bracket/,
    ],
    ['a quote inside a text', '{"text":"say "hi""}', /offset 14\): expected a comma/],
  ];
  for (const [name, body, error] of refused) {
    test(`${name} is refused`, () => {
      const reading = read(raw({ body, contentType: JSON_TYPE }));
      assert.ok(!reading.ok);
      assert.match(reading.error, error);
    });
  }

  test('lists nested without end are left to be refused', () => {
    const reading = read(raw({ body: `{"port":${'['.repeat(50_000)}${']'.repeat(50_000)}}` }));
    assert.ok(reading.ok);
    assert.ok(Array.isArray(reading.values.port));
  });

  test('a bare list is a parameter where the endpoint says so', () => {
    const schema = Type.Object({ kinds: Type.Array(Type.String(), { 'x-bareList': true }) });
    assert.deepEqual(parameterReader(schema)(raw({ body: '["performance"]' })), {
      ok: true,
      values: { kinds: ['performance'] },
    });
  });
});

describe('send_sms', () => {
  const read = parameterReader(contract.send_sms.request);
  const param = [{ number: '1' }];
  const rows: [string, Partial<RawRequest>, object][] = [
    [
      'ports and encoding per recipient, as text',
      { body: '{"param":[{"number":"1","port":"1","encoding":"gsm-7bit","sn":"x"}]}' },
      { param: [{ number: '1', port: [1], encoding: 'gsm-7bit' }] },
    ],
    [
      'user_id as text',
      { body: '{"param":[{"number":"1","user_id":"42"}]}' },
      { param: [{ number: '1', user_id: '42' }] },
    ],
    [
      'user_id null',
      { body: '{"param":[{"number":"1","user_id":null}]}' },
      { param: [{ number: '1', user_id: null }] },
    ],
    [
      'recipients under numbers',
      { body: '{"param":{"0":{"number":"1"},"2":{"number":"2"}}}' },
      { param: [...param, { number: '2' }] },
    ],
    [
      'ports under numbers',
      { body: '{"port":{"0":1,"2":3},"param":{"number":"1"}}' },
      { port: [1, 3], param },
    ],
    ['one recipient without a list', { body: '{"param":{"number":"1"}}' }, { param }],
    ['recipients as JSON in a form', { body: 'text=a%2Cb&param=[{"number":"1"}]' }, { text: 'a,b', param }],
    ['a query', { query: 'text=hi&param=%5B%7B%22number%22%3A%221%22%7D%5D' }, { text: 'hi', param }],
    [
      'a value for the template is never split',
      { body: '{"param":[{"number":"1","text_param":"Doe, John"}]}' },
      { param: [{ number: '1', text_param: ['Doe, John'] }] },
    ],
    [
      'an empty value for the template stays',
      { body: '{"param":[{"number":"1","text_param":[""]}]}' },
      { param: [{ number: '1', text_param: [''] }] },
    ],
    [
      'a number as a value for the template',
      { body: '{"param":[{"number":"1","text_param":[1234]}]}' },
      { param: [{ number: '1', text_param: ['1234'] }] },
    ],
    ['an empty list of values is absent', { body: '{"param":[{"number":"1","text_param":[]}]}' }, { param }],
    ['an unknown encoding', { body: '{"encoding":"utf-8"}' }, { encoding: 'unicode' }],
    ['an empty encoding is absent', { body: '{"encoding":""}' }, {}],
    [
      'a report flag as text',
      { body: '{"request_status_report":"false"}' },
      { request_status_report: false },
    ],
    ['a report flag as a number', { body: '{"request_status_report":1}' }, { request_status_report: true }],
    [
      'a report flag that is neither',
      { body: '{"request_status_report":"maybe"}' },
      { request_status_report: 'maybe' },
    ],
    ['a number as text', { body: '{"text":5}' }, { text: '5' }],
    ['a fraction as text', { body: '{"text":12.5}' }, { text: '12.5' }],
    ['a number whose digits are lost stays, to be refused', { body: '{"text":1e20}' }, { text: 1e20 }],
    ['a number as recipient', { body: '{"param":[{"number":400003}]}' }, { param: [{ number: '400003' }] }],
    [
      'null anywhere',
      {
        body: '{"text":null,"encoding":null,"request_status_report":null,"param":[null,{"number":"1","port":null,"text_param":null}]}',
      },
      { param },
    ],
    ['values that are all null', { body: '{"param":[{"number":"1","text_param":[null]}]}' }, { param }],
    [
      'a null among values stays, to be refused: places count',
      { body: '{"param":[{"number":"1","text_param":[null,"a"]}]}' },
      { param: [{ number: '1', text_param: [null, 'a'] }] },
    ],
    [
      'a semicolon and a slash at the end of a text',
      { body: 'text=a/;&param=[{"number":"1"}]' },
      { text: 'a/;', param },
    ],
    [
      'the same at the end of a query',
      { query: 'param=%5B%7B%22number%22%3A%221%22%7D%5D&text=see+http://a.example/' },
      { text: 'see http://a.example/', param },
    ],
    [
      'PHP arrays (http_build_query)',
      {
        body: 'text=hi&param%5B0%5D%5Bnumber%5D=1&param%5B0%5D%5Buser_id%5D=12&param%5B0%5D%5Btext_param%5D%5B0%5D=a%2Cb',
        contentType: FORM,
      },
      { text: 'hi', param: [{ number: '1', user_id: '12', text_param: ['a,b'] }] },
    ],
    [
      'PHP arrays out of order',
      { body: 'param[1][number]=2&param[0][number]=1', contentType: FORM },
      { param: [{ number: '1' }, { number: '2' }] },
    ],
    [
      'PHP arrays without numbers',
      { body: 'param[][number]=1&param[][number]=2', contentType: FORM },
      { param: [{ number: '1' }, { number: '2' }] },
    ],
    ['Latin-1 in a query', { query: 'text=t%E9st%E9' }, { text: 'tésté' }],
    ['Windows-1252 in a form', { body: 'text=%80+5', contentType: FORM }, { text: '€ 5' }],
    [
      'octets in the charset of the form',
      { body: 'text=%C4%E3', contentType: `${FORM}; charset=GBK` },
      { text: '你' },
    ],
    [
      'octets that the charset does not have',
      { body: 'text=%FF%E9', contentType: `${FORM}; charset=GBK` },
      { text: 'ÿé' },
    ],
    ['an unknown charset', { body: 'text=%E9', contentType: `${FORM}; charset=klingon` }, { text: 'é' }],
    [
      'UTF-8 whatever the charset',
      { body: 'text=%C3%A9', contentType: `${FORM}; charset=ISO-8859-1` },
      { text: 'é' },
    ],
    ['characters beside Latin-1 octets', { body: 'text=日%E9', contentType: FORM }, { text: '日é' }],
    ['a percent sign', { body: 'text=100%', contentType: FORM }, { text: '100%' }],
    ['recipients that are no list', { body: '{"param":"x"}' }, { param: 'x' }],
    ['a recipient that is no object', { body: '{"param":["10086"]}' }, { param: ['10086'] }],
  ];
  for (const [name, part, values] of rows) {
    test(name, () => assert.deepEqual(read(raw(part)), { ok: true, values }));
  }
});
