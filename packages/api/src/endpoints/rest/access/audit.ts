/** Who changed what. */
import { Type } from 'typebox';
import { endpoint } from '../../../endpoint.ts';
import { exact } from '../../../parameters.ts';
import { may } from '../../../roles.ts';
import { instant, newestFirst, next } from '../rest-parameters.ts';

const entry = Type.Object(
  {
    id: Type.Integer({ description: 'the id of the entry', minimum: 1 }),
    at: instant('when it was done'),
    user: Type.String({ description: 'who did it' }),
    address: Type.String({ description: 'the address it was asked from' }),
    endpoint: Type.String({ description: 'the endpoint, by its name in this manual' }),
    parameters: Type.String({ description: 'the parameters as JSON, without passwords, secrets and PINs' }),
  },
  { ...exact, description: 'a change' },
);

const listAudit = endpoint({
  name: 'list_audit',
  style: 'rest',
  path: '/v1/audit',
  methods: ['GET'],
  parametersIn: 'query',
  access: may.administer,
  sentence:
    'Lists changes to users, tokens, settings, push targets and ports, newest first. The last 10,000 are kept.',
  request: Type.Object(newestFirst),
  reply: Type.Object({ entries: Type.Array(entry), next }, exact),
  codes: { 200: 'The page.', 400: 'A parameter cannot be read.' },
});

/** In the order of the manual. */
export const auditEndpoints = [listAudit] as const;
