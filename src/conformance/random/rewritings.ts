import { fromAutoscale, otherVersion, toAutoscale } from './autoscalers.ts'
import { exported, ownNamespace } from './cluster-side.ts'
import { withDefaults } from './defaults.ts'
import { type Draft, mapObjects } from './draft.ts'
import { merge, rename, reorder, reorderKeys, split, wrapInList } from './files.ts'
import { toFlags } from './flags.ts'
import { restyle, restyleCommands, toJsonFile } from './styles.ts'

/** Writes a submission differently without a change of its meaning. A number chooses where and how, if there is a choice. */
export type Rewriting = (draft: Draft, choice: number) => Draft

/** The rewritings by name. One that cannot be applied to a draft returns it as it is. */
export const rewritings: Record<string, Rewriting> = {
  split,
  merge,
  rename,
  reorder,
  'reorder-keys': reorderKeys,
  list: wrapInList,
  json: toJsonFile,
  quotes: restyle((_, choice) => ({ quotes: choice % 2 === 0 ? 'QUOTE_SINGLE' : 'QUOTE_DOUBLE' })),
  indent: restyle(() => ({ indent: 4 })),
  flow: restyle(() => ({ isFlow: true })),
  anchors: restyle(() => ({ hasAnchors: true })),
  comments: restyle(() => ({ hasComments: true })),
  'carriage-returns': restyle(() => ({ hasCarriageReturns: true })),
  'byte-order-mark': restyle(() => ({ hasByteOrderMark: true })),
  defaults: (draft) => mapObjects(draft, withDefaults),
  'autoscaler-version': otherVersion,
  'autoscale-command': toAutoscale,
  'autoscaler-manifest': fromAutoscale,
  'values-as-flags': toFlags,
  'own-namespace': ownNamespace,
  exported,
  'commands-restyled': restyleCommands,
}
