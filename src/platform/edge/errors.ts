import type { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import type { Log } from '../log.ts';

/** Turns whatever was thrown into an error of the table; the unexpected becomes INTERNAL and is logged, with what it is `about`. */
export function toAppError(error: unknown, log: Log, about: object = {}): AppError {
  if (error instanceof AppError) return error;
  const known = fromExpress(error);
  if (known) return known;
  log.error({ ...about, err: error }, 'unexpected error');
  return new AppError('INTERNAL', { cause: error });
}

/** Parses input by its schema. @throws INVALID_INPUT with `details.fields: [{path, problem}]` */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new AppError('INVALID_INPUT', { details: { fields: result.error.issues.slice(0, 20).map(toField) } });
}

function toField(issue: z.core.$ZodIssue): { path: string; problem: string } {
  const path = issue.path.map(String).join('.');
  // Unknown keys are named by the issue itself, not by its path.
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 5).join(', ').slice(0, 100) : '';
  return { path: path || keys, problem: issue.message.slice(0, 200) };
}

/** What express and its body parser report about a request. */
function fromExpress(error: unknown): AppError | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if (error instanceof URIError) return new AppError('INVALID_INPUT');
  const { type, status } = error as { type?: unknown; status?: unknown };
  if (type === 'entity.too.large') return new AppError('PAYLOAD_TOO_LARGE');
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') return new AppError('UNSUPPORTED_MEDIA_TYPE');
  if (typeof status === 'number' && status >= 400 && status < 500) return new AppError('INVALID_INPUT');
  return undefined;
}
