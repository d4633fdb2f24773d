import './facts.css';

/** Names and values, one under the other; what has no value is left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: string | undefined])[] }) {
  return (
    <dl class="order-facts">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt class="small muted">{name}</dt>
            <dd class="tabular">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
