// A message by its full name, e.g. `gantt.zoomIn`: for tables that name messages of several namespaces.
import type { MessageKeys, NestedKeyOf } from 'use-intl';
import type { en } from './en.ts';

export type NamespacedMessageKey = MessageKeys<typeof en, NestedKeyOf<typeof en>>;
