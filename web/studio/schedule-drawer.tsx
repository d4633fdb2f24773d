import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import { pages } from '../lib/links.ts';
import { Button } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { Form, useForm } from '../ui/form.tsx';

/** Earliest start the rules allow, with a little room to fill in the form. */
const SOONEST_MS = 12 * 60_000;
const hours = ['1', '2', '3', '4', '6', '8', '12'] as const;

/** Plans a room; the service says which rule a plan breaks. */
export function ScheduleDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const form = useForm({
    initial: { title: '', start: localInput(Date.now() + SOONEST_MS), length: '2' },
    validate: ({ title, start }) => ({
      ...(!title.trim() && { title: t('field.required') }),
      ...(!Number.isFinite(Date.parse(start)) && { start: t('field.required') }),
    }),
    submit: async ({ title, start, length }) => {
      const startsAt = Date.parse(start);
      const body = {
        title: title.trim(),
        startsAt: new Date(startsAt).toISOString(),
        endsAt: new Date(startsAt + Number(length) * 3_600_000).toISOString(),
      };
      const answer = await api('POST /api/rooms', { body });
      if (!answer.ok) return answer.error;
      location.assign(pages.studio(answer.data.room.id));
      return undefined;
    },
  });
  return (
    <Drawer open={open} onClose={onClose} title={t('studio:plan.title')}>
      <Form
        form={form}
        actions={
          <Button type="submit" variant="primary" size="l" full loading={form.busy.value}>
            {t('studio:plan.save')}
          </Button>
        }
      >
        <TextField
          label={t('studio:plan.name')}
          hint={t('studio:plan.nameHint')}
          maxLength={40}
          {...form.text('title')}
        />
        <TextField
          label={t('studio:plan.start')}
          hint={t('studio:plan.startHint')}
          type="datetime-local"
          {...form.text('start')}
        />
        <SelectField
          label={t('studio:plan.length')}
          value={form.values.value.length as (typeof hours)[number]}
          onChange={(length) => form.set({ length })}
          options={hours.map((count) => ({ value: count, label: t('studio:plan.hours', { count: Number(count) }) }))}
        />
      </Form>
    </Drawer>
  );
}

/** A moment as `datetime-local` writes it, in the host's own zone. */
function localInput(at: number): string {
  const shifted = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
