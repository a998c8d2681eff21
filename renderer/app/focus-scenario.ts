// Brings the keyboard to the scenario's first field, wherever the scenario is now.
import { showPart } from './window-store.ts';

const FIRST_FIELD = '[data-scenario-form] input';

/** Goes to the scenario; where there is room for one part only, it is shown first. */
export function focusScenario(): void {
  showPart('scenario');
  // The part may have to be drawn before it can have the focus.
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLInputElement>(FIRST_FIELD);
    field?.focus();
    field?.select();
  });
}
