import { t } from '../i18n/i18n.ts';
import { Statements } from '../statements/statements.tsx';
import { PageHeader } from '../ui/page-header.tsx';

/** The statements of everybody's shows. */
export function Shows() {
  return (
    <>
      <PageHeader title={t('statement.title')} note={t('statement.note')} />
      <Statements of="all" />
    </>
  );
}
