// The scenario form of this window: its draft, which field is being edited, and the way back. Knows no host; see
// scenario-sync.ts. Edits of one field in a row are one step back.
import { create } from 'zustand';
import { DEFAULT_SCENARIO, type Scenario } from '../../core/contract/scenario.ts';
import { numberText } from '../ui/number-text.ts';
import { adoptChange, draftOf, type Choices, type Draft } from './draft.ts';
import { NUMBER_SPECS, type NumberPath } from './fields.ts';

/** Steps back that are kept. */
const MAX_HISTORY = 100;

interface ScenarioStore {
  readonly draft: Draft;
  /** The field that has the focus. */
  readonly editing: NumberPath | null;
  readonly past: readonly Draft[];
  readonly future: readonly Draft[];
  /** What the last edit was of; an edit of the same joins it. */
  readonly joining: string | null;
}

const START: ScenarioStore = {
  draft: draftOf(DEFAULT_SCENARIO),
  editing: null,
  past: [],
  future: [],
  joining: null,
};

export const useScenario = create<ScenarioStore>()(() => START);

function edit(of: string, change: (draft: Draft) => Draft): void {
  useScenario.setState(({ draft, past, joining }) => ({
    draft: change(draft),
    past: joining === of ? past : [...past, draft].slice(-MAX_HISTORY),
    future: [],
    joining: of,
  }));
}

export function typeNumber(path: NumberPath, text: string): void {
  edit(path, ({ choices, texts }) => ({ choices, texts: { ...texts, [path]: text } }));
}

export function choose<C extends keyof Choices>(name: C, value: Choices[C]): void {
  if (useScenario.getState().draft.choices[name] === value) return;
  endEdit();
  edit(name, ({ choices, texts }) => ({ choices: { ...choices, [name]: value }, texts }));
  endEdit();
}

export function resetNumber(path: NumberPath): void {
  endEdit();
  typeNumber(path, numberText(NUMBER_SPECS[path].defaultValue));
  endEdit();
}

/** Fills the form; numbers that the scenario does not have stay as they are. */
export function fillScenario(scenario: Scenario): void {
  endEdit();
  edit('all', (draft) => draftOf(scenario, draft));
  endEdit();
}

/** Everything back to the defaults, but for the mode: that is flipped on purpose, in the top bar. */
export function resetScenario(): void {
  endEdit();
  edit('all', ({ choices }) => draftOf({ ...DEFAULT_SCENARIO, mode: choices.mode }));
  endEdit();
}

/** Puts back a draft that was there before; itself a step that can be undone. */
export function restoreDraft(before: Draft): void {
  endEdit();
  edit('all', () => before);
  endEdit();
}

/** The field was left: the next edit is a step of its own. */
export function endEdit(): void {
  useScenario.setState({ joining: null });
}

export function setEditing(editing: NumberPath | null): void {
  useScenario.setState({ editing, joining: null });
}

export function undoScenario(): void {
  useScenario.setState(({ draft, past, future }) => {
    const before = past.at(-1);
    if (before === undefined) return {};
    return { draft: before, past: past.slice(0, -1), future: [...future, draft], joining: null };
  });
}

export function redoScenario(): void {
  useScenario.setState(({ draft, past, future }) => {
    const after = future.at(-1);
    if (after === undefined) return {};
    return { draft: after, past: [...past, draft], future: future.slice(0, -1), joining: null };
  });
}

/** The first scenario a host tells; the form begins with it. */
export function beginWith(scenario: Scenario): void {
  useScenario.setState({ ...START, draft: draftOf(scenario) });
}

/** The scenario was changed elsewhere: what differs is taken over, but for the field that is being edited. */
export function takeOver(before: Scenario, after: Scenario): void {
  useScenario.setState(({ draft, editing }) => ({
    draft: adoptChange(draft, before, after, editing),
    joining: null,
  }));
}
