import type { ErrorCode } from '../../src/contract/errors.ts';

/** Parts of the protocol, in the order in which they are shown. */
export const features = [
  'accounts',
  'files',
  'shops',
  'channels',
  'products',
  'rooms',
  'shelf',
  'chat',
  'purchases',
  'payments',
  'media',
  'operators',
  'other',
] as const;
export type Feature = (typeof features)[number];

/** One value of a request, an answer or a type; `path` is dotted, `[]` stands for each element of a list. */
export interface Field {
  path: string;
  /** Where a route takes it from; in its body without this. */
  place?: 'path' | 'query';
  required: boolean;
  /** Type and bounds in one line. */
  type: string;
  /** Named types its value consists of, each of which is listed. */
  links: string[];
  note?: string;
}

/** Who may call: anybody, whoever is signed in, operators. */
export type Auth = 'none' | 'member' | 'operator';

/** An HTTP route, a socket command, or a notice that the service sends by itself. */
export interface Entry {
  kind: 'route' | 'command' | 'notice';
  /** As in `POST /api/orders/{id}/cancel` or `purchase:place`. */
  name: string;
  feature: Feature;
  auth: Auth;
  summary?: string;
  request: Field[];
  answer: Field[];
}

export interface NamedType {
  name: string;
  /** Set when the type is more than a list of fields. */
  type?: string;
  fields: Field[];
}

export interface Protocol {
  version: string;
  /** What holds for all routes, and for all of the socket. */
  about: { http: string; socket: string };
  entries: Entry[];
  types: NamedType[];
  /** Every code a refusal may carry. */
  codes: ErrorCode[];
}
