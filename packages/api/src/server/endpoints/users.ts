/** Users of the server: the endpoints of the gateway's contract, on a store that may be away. */
import type { Endpoint } from '../../endpoint.ts';
import { userEndpoints } from '../../endpoints/rest/access/users.ts';

function stored<One extends Endpoint>(endpoint: One): One {
  return { ...endpoint, codes: { ...endpoint.codes, 503: 'It cannot be stored now.' } };
}

const [listUsers, getUser, createUser, changeUser, deleteUser] = userEndpoints;

/** In the order of the manual. */
export const serverUserEndpoints = [
  listUsers,
  getUser,
  stored(createUser),
  stored(changeUser),
  stored(deleteUser),
] as const;
