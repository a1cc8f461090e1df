/** Who may do what. */

/**
 * - `admin` manages the gateway: users, settings, targets
 * - `operator` uses all of it: messages, ports, USSD, toolkit, calls
 * - `sender` sends, and sees and stops what it sent itself
 * - `viewer` sees what there is, without texts and with masked numbers
 */
export const roles = ['admin', 'operator', 'sender', 'viewer'] as const;
/** The rights of a user or token. */
export type Role = (typeof roles)[number];

/** For values that came from outside, as from a settings file. */
export function isRole(value: unknown): value is Role {
  return roles.some(role => role === value);
}

/** The roles that may use an endpoint. */
export const may = {
  anyone: roles,
  watch: ['admin', 'operator', 'viewer'],
  send: ['admin', 'operator', 'sender'],
  operate: ['admin', 'operator'],
  administer: ['admin'],
} as const satisfies Record<string, readonly Role[]>;
