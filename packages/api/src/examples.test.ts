import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Compile } from 'typebox/compile';
import { contract, endpoints } from './contract.ts';
import { examples } from './examples.ts';
import { renderOpenApi } from './openapi.ts';
import { compileRequest } from './request.ts';
import { restExamples } from './rest-examples.ts';

/** An operation of OpenAPI, as far as its example goes. */
interface Answering {
  readonly responses: Readonly<Record<string, { content: Record<string, { example?: object }> }>>;
}

function queryOf(target: string): string {
  return target.split('?')[1] ?? '';
}

describe("the examples of the vendor's document", () => {
  for (const { endpoint, target, method, body = '', reply } of examples) {
    const { chapter, path, request, methods, reply: replySchema } = contract[endpoint];
    test(`chapter ${chapter}: ${method} ${target}`, () => {
      assert.equal(target.split('?')[0], path);
      assert.equal(methods[0], method);
      const judged = compileRequest(contract[endpoint])({ query: queryOf(target), body, contentType: '' });
      assert.ok(judged.ok, JSON.stringify(judged));
      assert.ok(Compile(request).Check(judged.value));
      assert.deepEqual(Compile(replySchema).Errors(reply), []);
    });
  }

  test('each endpoint of the document has one', () => {
    const documented = endpoints.filter(({ chapter }) => chapter !== undefined).map(({ name }) => name);
    assert.deepEqual(
      examples.map(({ endpoint }) => endpoint),
      documented,
    );
  });

  /** As printed in chapters 2 to 15, with the repairs that each names. */
  const printed: Readonly<Record<string, string>> = {
    '/api/send_sms': '{"error_code":202,"sn":"SN","sms_in_queue":2,"task_id":2}',
    '/api/query_sms_result':
      '{"error_code":200,"sn":"SN","result":[{"port":1,"user_id":1,"number":"12341234","time":"2014-12-21 12:06:01","status":"SENT_OK","count":3,"succ_count":3,"ref_id":12,"imsi":"460016529802215"}]}',
    '/api/query_sms_deliver_status':
      '{"error_code":200,"sn":"SN","result":[{"port":1,"number":"12341234","time":"2014-12-12 19:29:19","ref_id":12,"status_code":0,"imsi":"460016529802215"}]}',
    '/api/query_sms_in_queue': '{"error_code":200,"sn":"SN","in_queue":0}',
    '/api/query_incoming_sms':
      '{"error_code":200,"sn":"SN","sms":[{"incoming_sms_id":1,"port":2,"number":"123456789","smsc":"+8613800123456","timestamp":"2014-12-09 17:11:18","text":"This is a test","imsi":"460016529802215"}],"read":1,"unread":0}',
    '/api/send_ussd':
      '{"error_code":202,"sn":"SN","request_id":1,"result":[{"port":1,"status":503},{"port":2,"status":503},{"port":3,"status":200}]}',
    '/api/query_ussd_reply':
      '{"error_code":200,"sn":"SN","reply":[{"port":1,"text":""},{"port":2,"text":"Test …"},{"port":3,"text":""}]}',
    '/api/stop_sms': '{"error_code":200,"sn":"SN"}',
    '/api/get_port_info':
      '{"error_code":200,"sn":"SN","info":[{"port":1,"type":"WCDMA","imei":"863070017005173","imsi":"","iccid":"","smsc":"","number":"","reg":"NO_SIM","slot":255,"callstate":"Idle","signal":0,"gprs":"detached"},{"port":2,"type":"GSM","imei":"358967042917201","imsi":"460016529802215","iccid":"89860114840400428150","smsc":"+8613010868500","number":"","reg":"REGISTER_OK","slot":255,"callstate":"Idle","signal":0,"gprs":"detached"}]}',
    '/api/set_port_info': '{"error_code":200,"sn":"SN"}',
    '/api/get_cdr':
      '{"error_code":200,"sn":"SN","cdr":[{"port":2,"start_date":"2015-07-21 16:35:20","answer_date":"2015-07-21 16:35:31","duration":11,"source_number":"8000","destination_number":"12341234","direction":"ip->gsm","ip":"172.16.100.136","codec":"G.711U","hangup":"called","gsm_code":16,"bcch":""}]}',
    '/GetSTKView':
      '{"title":"神州行天地","text":"","item":[{"item_id":1,"item_string":"item1_text"},{"item_id":2,"item_string":"item2_text"},{"item_id":3,"item_string":"item3_text"}],"input_type":2,"frame_id":750}',
    '/STKGo': '{"error_code":200}',
    '/GetSTKCurrFrameIndex': '{"frame_id":32}',
  };

  test('are in OpenAPI as the document prints them', () => {
    const { paths } = renderOpenApi(contract) as { paths: Record<string, Record<string, Answering>> };
    const shown = Object.keys(printed).map(path => {
      const [{ responses } = {}] = Object.values(paths[path] ?? {});
      return [
        path,
        JSON.stringify(responses?.['200']?.content['application/json']?.example).replace(/da00-[-\d]+/, 'SN'),
      ];
    });
    assert.deepEqual(Object.fromEntries(shown), printed);
  });

  test('replies of any other shape do not pass', () => {
    for (const { endpoint, reply } of examples) {
      const schema = Compile(contract[endpoint].reply);
      assert.ok(!schema.Check({ ...reply, reason: 'an extra key' }), endpoint);
      if ('sn' in reply) assert.ok(!schema.Check({ error_code: 200 }), endpoint);
    }
  });
});

describe('the recorded examples', () => {
  const named = new Map(endpoints.map(endpoint => [String(endpoint.name), endpoint]));

  for (const [name, { parameters = {}, request, reply }] of Object.entries(restExamples))
    test(name, () => {
      const endpoint = named.get(name);
      assert.ok(endpoint, 'the contract has no such endpoint');
      if (reply !== undefined && endpoint.mediaType === 'application/json')
        assert.deepEqual(Compile(endpoint.reply).Errors(reply), []);
      const known = Object.keys(endpoint.request.properties ?? {});
      const given = typeof request === 'object' && request !== null && !Array.isArray(request) ? request : {};
      assert.deepEqual(
        Object.keys({ ...parameters, ...given }).filter(key => !known.includes(key)),
        [],
      );
    });

  test('every operation of the reference has an example, apart from a binary file and a mail that was not sent', () => {
    const { paths } = renderOpenApi(contract) as { paths: Record<string, Record<string, object>> };
    const without = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([, operation]) => !JSON.stringify(operation).includes('"example":'))
        .map(([method]) => `${method} ${path}`),
    );
    assert.deepEqual(without, ['post /v1/alarms/test-mail', 'get /v1/backup']);
  });
});
