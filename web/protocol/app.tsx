import protocol from 'virtual:protocol';
import { SearchX } from 'lucide';
import { useMemo, useState } from 'preact/hooks';
import { errorText } from '../i18n/error-text.ts';
import { t } from '../i18n/i18n.ts';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { TextField } from '../ui/field.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Shell } from '../ui/shell.tsx';
import { Details, TypeDetails } from './details.tsx';
import { filterProtocol, type Found } from './filter.ts';
import { features } from './model.ts';
import './protocol.css';

/** Routes, commands and notices by feature, with a filter; read from the same descriptions other clients are made from. */
export function App() {
  const [query, setQuery] = useState('');
  const found = useMemo(() => filterProtocol(protocol, query), [query]);
  const isNothing = found.entries.length + found.types.length + found.codes.length === 0;
  return (
    <Shell place={t('protocol:title')}>
      <PageHeader title={t('protocol:title')} note={t('protocol:note', { version: protocol.version })} />
      <TextField
        class="protocol-filter"
        type="search"
        label={t('protocol:filter')}
        hint={t('protocol:found', { count: found.entries.length })}
        value={query}
        onInput={setQuery}
      />
      {!query && <About />}
      {isNothing && <EmptyState icon={SearchX} title={t('protocol:nothing')} text={t('protocol:nothingHelp')} />}
      <Entries found={found} />
      <Types found={found} />
      <Codes codes={found.codes} />
    </Shell>
  );
}

/** What holds for everything; in the descriptions' own words. */
function About() {
  return (
    <Card title={t('protocol:about')}>
      <div class="stack gap-3 small" lang="en">
        <Words text={protocol.about.http} />
        <Words text={protocol.about.socket} />
      </div>
    </Card>
  );
}

/** Text in which names stand between backticks. */
function Words({ text }: { text: string }) {
  return <p>{text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</p>;
}

function Entries({ found }: { found: Found }) {
  return (
    <>
      {features.map((feature) => {
        const entries = found.entries.filter((entry) => entry.feature === feature);
        if (entries.length === 0) return null;
        return (
          <Card key={feature} title={t(`protocol:feature.${feature}`)} flush>
            <ul class="protocol-list">
              {entries.map((entry) => (
                <Details key={`${entry.kind} ${entry.name}`} entry={entry} />
              ))}
            </ul>
          </Card>
        );
      })}
    </>
  );
}

function Types({ found: { types } }: { found: Found }) {
  if (types.length === 0) return null;
  return (
    <Card title={t('protocol:types')} note={t('protocol:typesNote')} flush>
      <ul class="protocol-list">
        {types.map((type) => (
          <TypeDetails key={type.name} type={type} />
        ))}
      </ul>
    </Card>
  );
}

function Codes({ codes }: { codes: Found['codes'] }) {
  if (codes.length === 0) return null;
  return (
    <Card title={t('protocol:codes')} note={t('protocol:codesNote')} flush>
      <dl class="protocol-codes">
        {codes.map((code) => {
          const { title, next } = errorText(code);
          return (
            <div key={code}>
              <dt class="mono small">{code}</dt>
              <dd class="small">
                <span class="strong">{title}</span> <span class="muted">{next}</span>
              </dd>
            </div>
          );
        })}
      </dl>
    </Card>
  );
}
