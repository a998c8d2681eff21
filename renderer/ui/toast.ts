// Short messages that come and go. Anybody may show one; renderer/ui/toast-region.tsx draws them. What must not be missed
// (errors) stays until it is closed.
import { Toast } from '@base-ui/react/toast';

export interface ToastMessage {
  readonly text: string;
  /** More of it, e.g. the host's own words. */
  readonly detail?: string | undefined;
  readonly level?: 'info' | 'warning' | 'error';
  /** e.g. Undo. */
  readonly action?: { readonly label: string; run(): void } | undefined;
  /** Messages of one key replace each other. */
  readonly key?: string | undefined;
}

export const toastManager = Toast.createToastManager();

const INFO_MS = 5_000;
/** Long enough to read what was undone and to reach the button (WCAG 2.2.1 asks for more than a moment). */
const WITH_ACTION_MS = 8_000;

/** Shows a message; returns its undo. */
export function showToast({ text, detail, level = 'info', action, key }: ToastMessage): () => void {
  const id = toastManager.add({
    ...(key === undefined ? {} : { id: key }),
    title: text,
    description: detail,
    type: level,
    priority: level === 'error' ? 'high' : 'low',
    timeout: level === 'error' ? 0 : action === undefined ? INFO_MS : WITH_ACTION_MS,
    actionProps:
      action === undefined
        ? undefined
        : {
            children: action.label,
            onClick: () => {
              toastManager.close(id);
              action.run();
            },
          },
  });
  return () => toastManager.close(id);
}
