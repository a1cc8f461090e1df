import type { Contract } from '@simgate/api';
import { done, refused } from '../answers.ts';
import type { Handler } from './context.ts';

export const listUsers: Handler<Contract['list_users']> = (_request, { users }) =>
  done(200, { users: users.list() });

export const createUser: Handler<Contract['create_user']> = async ({ name, password }, { users }) => {
  const outcome = await users.create(name, password);
  return outcome.ok ? done(201, { ...outcome.user }) : refused(outcome.code, outcome.error);
};

export const changePassword: Handler<Contract['change_password']> = async (request, { users }) => {
  const outcome = await users.changePassword(request.name, request.password);
  return outcome.ok ? done(200, { ...outcome.user }) : refused(outcome.code, outcome.error);
};

export const deleteUser: Handler<Contract['delete_user']> = async ({ name }, { users }) => {
  const outcome = await users.remove(name);
  return outcome.ok ? done(200, {}) : refused(outcome.code, outcome.error);
};
