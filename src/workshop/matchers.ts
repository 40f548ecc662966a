import { expect } from 'vitest'
import { matcher } from '../matchers/matchers.ts'
import type { Kept } from '../matchers/mount.ts'
import type { Submission } from '../submission/submission.ts'
import type { App, Monitor } from './app.ts'
import { keep } from './kept-row.ts'
import { hold, keepServing, serveApi, servePage } from './served.ts'
import type { Store } from './store.ts'

/** What `expect(…)` can say of the workshop's app and of its database, besides what it can say of any object. */
interface AppMatchers {
  /** NanoMon's own API answers through the Ingress, which a release made of the submission's values if that is given. */
  toServeTheApi(release?: Submission): Promise<void>
  /** The page answers through the Ingress; `release` as for the API. */
  toServeThePage(release?: Submission): Promise<void>
  /** The API answers every time for a while. */
  toKeepServing(): Promise<void>
  /** The app lists the monitor; `kept` is the line that decides it. */
  toHold(monitor: Monitor, kept?: Kept): Promise<void>
  /** The store has the files of the one before its Pod was replaced, and the monitor in its own table. */
  toKeep(monitor: Monitor, before: Store, kept: Kept): Promise<void>
}

declare module 'vitest' {
  // Vitest's own type parameters: declarations that are merged must have the same.
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends AppMatchers {}
}

expect.extend({
  toServeTheApi: matcher(serveApi),
  toServeThePage: matcher(servePage),
  toKeepServing: matcher((app: App) => keepServing(app)),
  toHold: matcher(hold),
  toKeep: matcher(keep),
})
