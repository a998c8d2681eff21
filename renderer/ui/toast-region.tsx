// Where short messages appear; once in the window. F6 goes there by keyboard.
import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { toastManager } from './toast.ts';
import styles from './toast-region.module.css';

const MOST_SHOWN = 4;

function Messages() {
  const { toasts } = Toast.useToastManager();
  const words = useTranslations('shell');
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className={styles.toast}
      swipeDirection={[]}
      data-toast
    >
      <Toast.Content className={styles.content}>
        <div className={styles.text}>
          <Toast.Title render={<p />} className={styles.title} />
          <Toast.Description className={styles.detail} />
        </div>
        {toast.actionProps !== undefined && <Toast.Action className={styles.action} />}
        <Toast.Close className={styles.close} aria-label={words('dismiss')}>
          <X size={14} aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}

export function ToastRegion({ children }: { readonly children: ReactNode }) {
  const words = useTranslations('shell');
  return (
    <Toast.Provider toastManager={toastManager} limit={MOST_SHOWN}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport} aria-label={words('messages')}>
          <Messages />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
