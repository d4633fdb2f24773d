import { useEffect, useState } from 'preact/hooks';
import type { PaperKind } from '../../src/contract/shops.ts';
import { t } from '../i18n/i18n.ts';
import { paperUrl } from '../lib/files.ts';

/** A shop's papers, which only its owner and operators may fetch. */
export function Papers({ papers }: { papers: Partial<Record<PaperKind, string | undefined>> }) {
  return (
    <div class="row-wrap gap-3">
      {(Object.entries(papers) as [PaperKind, string][]).map(([kind, id]) => (
        <Paper key={id} kind={kind} id={id} />
      ))}
    </div>
  );
}

function Paper({ kind, id }: { kind: PaperKind; id: string }) {
  const [url, setUrl] = useState<string | undefined>(undefined);
  useEffect(() => {
    let mine: string | undefined;
    paperUrl(id).then(
      (next) => setUrl((mine = next)),
      () => setUrl(undefined),
    );
    return () => mine && URL.revokeObjectURL(mine);
  }, [id]);
  return (
    <figure class="console-paper">
      {url && <img src={url} alt={t(`console:paper.${kind}`)} />}
      <figcaption class="small muted">{t(`console:paper.${kind}`)}</figcaption>
    </figure>
  );
}
