import { useState } from 'preact/hooks';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { confirm } from '../confirm-dialog.tsx';
import { Dialog } from '../dialog.tsx';
import { Drawer } from '../drawer.tsx';
import { TextAreaField } from '../field.tsx';
import { Picture } from '../picture.tsx';
import { Price } from '../price.tsx';
import { SignInSheet } from '../sign-in-form.tsx';
import { toast, toastError } from '../toast.tsx';

export function Overlays() {
  const [open, setOpen] = useState<'drawer' | 'dialog' | 'sign-in' | undefined>(undefined);
  const close = () => setOpen(undefined);
  const ask = async () => {
    const yes = await confirm({
      title: 'End the show?',
      body: '412 viewers are watching. Held units go back on sale.',
      confirmLabel: 'End the show',
      cancelLabel: 'Stay live',
      tone: 'danger',
    });
    toast({ text: yes ? 'Ended' : 'Still live', tone: 'success' });
  };
  return (
    <Card title="Drawer, dialog, toast">
      <div class="row row-wrap">
        <Button onClick={() => setOpen('drawer')}>Open drawer</Button>
        <Button onClick={() => setOpen('dialog')}>Open dialog</Button>
        <Button onClick={() => setOpen('sign-in')}>Sign-in sheet</Button>
        <Button onClick={() => void ask()}>Ask</Button>
        <Button
          onClick={() => {
            toast({ text: 'Saved', tone: 'success' });
            toast({ text: 'Pinned', note: 'Ceramic set', action: { label: 'Undo', run: () => {} } });
            toastError({ code: 'RATE_LIMITED' });
          }}
        >
          Show toasts
        </Button>
      </div>
      <Drawer
        open={open === 'drawer'}
        onClose={close}
        title="Shelf"
        note="24"
        footer={
          <Button variant="primary" size="l" full onClick={() => toast({ text: 'Above the drawer' })}>
            Buy now
          </Button>
        }
      >
        <ul class="stack" aria-label="Items">
          {Array.from({ length: 9 }, (_, index) => (
            <li key={index} class="row">
              <Picture alt="" size={72} />
              <span class="grow">
                <span class="clamp-2">Ceramic pour-over set, number {index + 1}</span>
                <Price fen={9900 + index * 1000} listFen={15900} />
              </span>
              <Button size="s">Buy</Button>
            </li>
          ))}
        </ul>
      </Drawer>
      <SignInSheet
        open={open === 'sign-in'}
        onClose={close}
        onSignIn={() => Promise.resolve({ code: 'WRONG_CREDENTIALS' })}
        onRegister={() => Promise.resolve({ code: 'EMAIL_TAKEN' })}
      />
      <Dialog
        open={open === 'dialog'}
        onClose={close}
        title="Reject the product"
        footer={
          <>
            <Button onClick={close}>Cancel</Button>
            <Button variant="danger">Reject</Button>
          </>
        }
      >
        <TextAreaField label="Reason" hint="The seller reads this." value="" onInput={() => {}} />
      </Dialog>
    </Card>
  );
}
