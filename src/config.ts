import type { z } from 'zod';
import { configSchema, factsOf } from './config-schema.ts';
import type { ConfigVariable } from './config-schema.ts';

export { configSchema } from './config-schema.ts';
export type { ConfigVariable } from './config-schema.ts';

type Parsed = z.output<typeof configSchema>;
export type Config = Omit<Parsed, 'NODE_ID' | 'AUTH_KEYS' | 'PAYMENT_WEBHOOK_SECRET'> & {
  NODE_ID: string;
  AUTH_KEYS: { kid: string; secret: Uint8Array }[];
  PAYMENT_WEBHOOK_SECRET: string;
  /** True when secrets were made up for this process, which is fine for development only. */
  temporarySecrets: boolean;
};

/** Every problem of the environment at once, one line each: variable, what it got, what it takes. */
export class ConfigError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`The environment cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

type Environment = Record<string, string | undefined>;
const variables = Object.keys(configSchema.shape) as ConfigVariable[];

/** Reads the configuration; the only reader of the environment. @throws ConfigError listing every problem */
export function readConfig(env: Environment): Config {
  // An empty variable means "not set", as in `FOO= npm start` and in compose files.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = configSchema.safeParse(given);
  const issues = result.success ? [] : result.error.issues;
  const problems = variables.flatMap((name) => {
    const issue = issues.find((each) => each.path[0] === name);
    return issue || lacksSecret(name, given) ? [problemLine(name, given, issue)] : [];
  });
  if (!result.success || problems.length > 0) throw new ConfigError(problems);
  return complete(result.data);
}

function lacksSecret(name: ConfigVariable, given: Environment): boolean {
  return given['NODE_ENV'] === 'production' && !given[name] && factsOf(name).requiredInProduction === true;
}

function problemLine(name: ConfigVariable, given: Environment, issue: z.core.$ZodIssue | undefined): string {
  const { takes, secret, requiredInProduction } = factsOf(name);
  const value = given[name];
  if (value === undefined) {
    return `${name}: is not set; takes ${takes}${requiredInProduction ? ' (required in production)' : ''}`;
  }
  // Only issues written for it name what is wrong in the value; the library's own would repeat the form in its words.
  const why = issue?.code === 'custom' ? ` (${issue.message})` : '';
  return `${name}: got ${secret ? '(hidden)' : JSON.stringify(value)}; takes ${takes}${why}`;
}

function complete(parsed: Parsed): Config {
  const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
  return {
    ...parsed,
    NODE_ID: parsed.NODE_ID ?? `node-${Buffer.from(random(4)).toString('hex')}`,
    AUTH_KEYS: parsed.AUTH_KEYS ?? [{ kid: 'temporary', secret: random(32) }],
    PAYMENT_WEBHOOK_SECRET: parsed.PAYMENT_WEBHOOK_SECRET ?? Buffer.from(random(24)).toString('hex'),
    temporarySecrets: !parsed.AUTH_KEYS || !parsed.PAYMENT_WEBHOOK_SECRET,
  };
}
