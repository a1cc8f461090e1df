import { FaultError } from '../faults/parameters.ts';

/** Refusals of the control API; each names the field it is about. */

class ControlError extends Error {
  readonly field: string;
  readonly statusCode: number;

  constructor(field: string, reason: string, statusCode: number) {
    super(reason);
    this.field = field;
    this.statusCode = statusCode;
  }
}

/** HTTP 400. */
export class BadRequestError extends ControlError {
  constructor(field: string, reason: string) {
    super(field, reason, 400);
  }
}

/** HTTP 404. */
export class NotFoundError extends ControlError {
  constructor(field: string, reason: string) {
    super(field, reason, 404);
  }
}

/** HTTP 409: right in itself, but not in the present state. */
export class NotPossibleError extends ControlError {
  constructor(field: string, reason: string) {
    super(field, reason, 409);
  }
}

/** The answer to any error: what Fastify's validation found, one of ours, or an error of the program. */
export function errorAnswer(error: unknown): { status: number; body: { error: string; field: string } } {
  if (error instanceof ControlError) {
    return { status: error.statusCode, body: { error: error.message, field: error.field } };
  }
  if (error instanceof FaultError) return { status: 400, body: { error: error.message, field: error.field } };
  const known = schemaAnswer(error);
  if (known) return known;
  if (error instanceof RangeError) return { status: 400, body: { error: error.message, field: '' } };
  return { status: 500, body: { error: String(error), field: '' } };
}

interface SchemaFault {
  readonly instancePath: string;
  readonly message?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

function schemaAnswer(error: unknown) {
  if (typeof error !== 'object' || error === null) return undefined;
  const { validation, validationContext, statusCode, message } = error as {
    validation?: readonly SchemaFault[];
    validationContext?: string;
    statusCode?: number;
    message?: string;
  };
  const [fault] = validation ?? [];
  if (fault)
    return { status: 400, body: { error: reasonOf(fault), field: fieldOf(fault, validationContext) } };
  if (statusCode === undefined || statusCode >= 500) return undefined;
  return { status: statusCode, body: { error: message ?? '', field: 'body' } };
}

/** The place in the request, such as `reports.0.status`; a missing or unknown member by its own name. */
function fieldOf({ instancePath, params }: SchemaFault, context = 'body'): string {
  const own = params?.missingProperty ?? params?.additionalProperty;
  const path = [...instancePath.split('/').filter(part => part !== ''), ...(own ? [String(own)] : [])];
  return path.length === 0 ? context : path.join('.');
}

function reasonOf({ message, params }: SchemaFault): string {
  const allowed = params?.allowedValues;
  return Array.isArray(allowed) ? `${message}: ${allowed.join(', ')}` : (message ?? 'is not as it has to be');
}
