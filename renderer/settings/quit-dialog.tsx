// The question before Loopscope is ended. While a run is active it says what is lost.
import { useTranslations } from 'use-intl';
import { useTellError } from '../app/tell-error.ts';
import { closeDialog, useWindow } from '../app/window-store.ts';
import { useHostLink } from '../state/host-link.ts';
import { useHost } from '../state/host-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

export function QuitDialog() {
  const words = useTranslations('settings');
  const link = useHostLink();
  const tell = useTellError();
  const open = useWindow(({ dialog }) => dialog === 'quit');
  const active = useHost(({ state }) => state?.activity.phase === 'running');
  const quit = (): void => {
    closeDialog();
    // What was asked is what is forced: a run that began meanwhile is not ended unseen.
    link.call('host.quit', { force: active }).catch((error: unknown) => tell(error, 'quitBusy'));
  };
  return (
    <Dialog
      title={words('quitTitle')}
      open={open}
      onOpenChange={(next) => {
        if (!next) closeDialog();
      }}
      actions={
        <>
          <Button onClick={closeDialog}>{words('quitNo')}</Button>
          <Button kind="danger" onClick={quit}>
            {words('quitYes')}
          </Button>
        </>
      }
    >
      {active && <p>{words('quitActive')}</p>}
      <p>{words('quitText')}</p>
    </Dialog>
  );
}
