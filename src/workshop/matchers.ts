import { expect } from 'vitest'
import type { Handle } from '../cluster/handle.ts'
import type { StatefulSet } from '../cluster/objects.ts'
import { addMatchers, matcher } from '../matchers/matchers.ts'
import type { App, Monitor } from './app.ts'
import { keep } from './kept-row.ts'
import { contextOf } from './knowledge.ts'
import { runEveryWorkload, useImagesOfRegistry } from './release.ts'
import { comeUp, keepServing, list, serveApi, servePage } from './served.ts'
import type { Store } from './store.ts'

/** The matchers of `expect(…)` for the workshop's app and its database. */
interface AppMatchers {
  /** NanoMon's own API, just applied, answers through the Ingress as soon as its Pods can. */
  toComeUp(): Promise<void>
  /** NanoMon's own API answers through the Ingress. */
  toServeTheApi(): Promise<void>
  /** NanoMon's own page answers through the Ingress. */
  toServeThePage(): Promise<void>
  /** The API answers several times in a row. */
  toKeepServing(): Promise<void>
  /** The app lists the monitor; `keptBy` is the StatefulSet that must keep it. */
  toList(monitor: Monitor, by?: { keptBy: Handle<StatefulSet> }): Promise<void>
  /** The store has the files that it had before its Pod was replaced, and the monitor in its own table. */
  toKeep(monitor: Monitor, before: { since: Store }): Promise<void>
  /** Every Deployment and StatefulSet of the release has its Pods Ready, and there is at least one Pod. */
  toRunEveryWorkload(): Promise<void>
  /** The app's images come from the registry that the values name. */
  toUseImagesOfItsRegistry(): Promise<void>
}

declare module 'vitest' {
  // Vitest's own type parameters: declarations that are merged must have the same.
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends AppMatchers {}
}

addMatchers(contextOf())
expect.extend({
  toComeUp: matcher(comeUp),
  toServeTheApi: matcher((app: App) => serveApi(app)),
  toServeThePage: matcher(servePage),
  toKeepServing: matcher((app: App) => keepServing(app)),
  toList: matcher(list),
  toKeep: matcher(keep),
  toRunEveryWorkload: matcher(runEveryWorkload),
  toUseImagesOfItsRegistry: matcher(useImagesOfRegistry),
})
