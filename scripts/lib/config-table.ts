import { configSchema } from '#src/config.ts';
import type { ConfigVariable } from '#src/config.ts';
import { factsOf } from '#src/config-schema.ts';
import { chineseFacts } from './config-table-zh.ts';

export type Language = 'en' | 'zh';

const START = '<!-- config:start -->';
const END = '<!-- config:end -->';

const words = {
  en: {
    head: ['Variable', 'Takes', 'Default', 'What it is for'],
    required: '**required**',
    inProduction: 'in production',
  },
  zh: { head: ['变量', '取值', '默认值', '用途'], required: '**必填**', inProduction: '生产环境' },
} as const;

/** The table of all environment variables in Markdown. */
export function configTable(language: Language): string {
  const { head } = words[language];
  const rows = (Object.keys(configSchema.shape) as ConfigVariable[]).map((name) => rowOf(name, language));
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The page with the table between its markers made anew. @throws when the page has no markers */
export function withConfigTable(page: string, language: Language): string {
  const from = page.indexOf(START);
  const to = page.indexOf(END);
  if (from < 0 || to < from) throw new Error(`the page lacks ${START} and ${END}`);
  return `${page.slice(0, from + START.length)}\n${configTable(language)}\n${page.slice(to)}`;
}

function rowOf(name: ConfigVariable, language: Language): string[] {
  const { takes, description } = language === 'zh' ? chineseFacts[name] : factsOf(name);
  return [`\`${name}\``, takes, defaultOf(name, language), description];
}

function defaultOf(name: ConfigVariable, language: Language): string {
  const { requiredInProduction, shownDefault } = factsOf(name);
  const { required, inProduction } = words[language];
  const shown = language === 'zh' && shownDefault ? chineseFacts[name].shownDefault : shownDefault;
  if (requiredInProduction) return `${shown}; ${required} ${inProduction}`;
  if (shown !== undefined) return shown;
  const empty = configSchema.shape[name].safeParse(undefined);
  if (!empty.success) return required;
  return empty.data === undefined ? '' : `\`${String(empty.data)}\``;
}
