import { t } from '../i18n/i18n.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import type { Auth, Entry, Field, NamedType } from './model.ts';

const tones: Record<Auth, Tone> = { none: 'neutral', member: 'accent', operator: 'warning' };

/** One route, command or notice; opens to show what it takes and gives. */
export function Details({ entry }: { entry: Entry }) {
  const { kind, name, auth, summary, request, answer } = entry;
  return (
    <li>
      <details class="protocol-entry" data-testid="entry">
        <summary>
          <span class="protocol-head">
            <span class="protocol-name mono">{name}</span>
            <span class="protocol-marks">
              <Badge>{t(`protocol:kind.${kind}`)}</Badge>
              {kind !== 'notice' && <Badge tone={tones[auth]}>{t(`protocol:auth.${auth}`)}</Badge>}
            </span>
          </span>
          {summary && (
            <span class="protocol-summary small muted" lang="en">
              {summary}
            </span>
          )}
        </summary>
        <div class="protocol-body">
          {kind !== 'notice' && <Fields title={t('protocol:request')} fields={request} />}
          <Fields title={kind === 'notice' ? t('protocol:carries') : t('protocol:answer')} fields={answer} />
        </div>
      </details>
    </li>
  );
}

/** A named type that entries speak of; its address is `#type-<name>`. */
export function TypeDetails({ type: { name, type, fields } }: { type: NamedType }) {
  return (
    <li>
      <details class="protocol-entry" id={`type-${name}`}>
        <summary>
          <span class="protocol-name mono">{name}</span>
          {type && (
            <span class="protocol-summary small muted mono" lang="en">
              {type}
            </span>
          )}
        </summary>
        {fields.length > 0 && (
          <div class="protocol-body">
            <Fields title={t('protocol:fields')} fields={fields} />
          </div>
        )}
      </details>
    </li>
  );
}

function Fields({ title, fields }: { title: string; fields: Field[] }) {
  return (
    <section class="stack gap-1">
      <h3 class="small strong">{title}</h3>
      {fields.length === 0 ? (
        <p class="small muted">{t('state.none')}</p>
      ) : (
        <dl class="protocol-fields small">
          {fields.map((field) => (
            <div key={`${field.path} ${field.type}`}>
              <dt class="mono">
                {field.path || t('protocol:raw')}
                {!field.required && <span class="muted"> {t('protocol:optional')}</span>}
                {field.place && <span class="muted"> {t(`protocol:place.${field.place}`)}</span>}
              </dt>
              <dd>
                <TypeText field={field} />
                {field.note && (
                  <span class="muted" lang="en">
                    {' '}
                    {field.note}
                  </span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** The type's words; named types lead to where they are told. */
function TypeText({ field: { type, links } }: { field: Field }) {
  const parts = type.split(/(\w+)/);
  return (
    <span class="mono">
      {parts.map((part, index) =>
        links.includes(part) ? (
          <a key={index} href={`#type-${part}`} onClick={() => openType(part)}>
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </span>
  );
}

function openType(name: string): void {
  const place = document.getElementById(`type-${name}`);
  if (place instanceof HTMLDetailsElement) place.open = true;
}
