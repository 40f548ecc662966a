import { expect } from 'vitest'
import type { Cluster } from '../cluster/cluster.ts'
import type { Handle } from '../cluster/handle.ts'
import { readUtilisation } from '../matchers/autoscaler.ts'
import { allow, beBound, requestAbout, useDefaultClass } from '../matchers/claim.ts'
import { beBehindOneService } from '../matchers/endpoints.ts'
import { belongTo, exist } from '../matchers/existence.ts'
import { haveNothingPending, leavePending, type Pending } from '../matchers/pending.ts'
import { beReady, haveNoPods } from '../matchers/workload.ts'
import type { Submission } from '../submission/submission.ts'
import type { Advice } from '../waiting/diagnosis.ts'
import type { App, Monitor } from './app.ts'
import { keep } from './kept-row.ts'
import { contextOf } from './knowledge.ts'
import { hold, keepServing, serveApi, servePage } from './served.ts'
import type { Store } from './store.ts'

/** Matchers look again until they see what they ask for or patience ends; all but `toExist` are not to be negated. */
interface ClusterMatchers {
  /** The object is there; with `.not`, it is gone. */
  toExist(): Promise<void>
  /** The Pod is there, and the workload has made it. */
  toBelongTo(workload: Handle): Promise<void>
  /** The workload has exactly these Pods, or as many as it asks for, and all are Ready. */
  toBeReady(pods?: { replicas: number }): Promise<void>
  /** The workload, scaled to 0, has no Pods any more, not even ending ones. */
  toHaveNoPods(): Promise<void>
  /** Every Pod of the workload is a ready endpoint of one Service. */
  toBeBehindOneService(): Promise<void>
  /** As many Pods run as the node has room for; the rest stay Pending for want of what is `lacking`. */
  toLeavePending(terms: Pending): Promise<void>
  /** No Pod of the section waits for a node. */
  toHaveNothingPending(): Promise<void>
  /** The claim is bound to a volume that was provisioned for it. */
  toBeBound(): Promise<void>
  /** The claim requests about this size; a fifth more or less is still about that. */
  toRequestAbout(size: string): Promise<void>
  /** The claim asks for this access mode. */
  toAllow(accessMode: string): Promise<void>
  /** The claim's StorageClass is one that the cluster offers by default. */
  toUseDefaultClass(): Promise<void>
  /** The autoscaler reads the Pods' CPU. */
  toReadUtilisation(): Promise<void>
  /** NanoMon's own API answers through the Ingress, which a release made of the submission's values if that is given. */
  toServeTheApi(release?: Submission): Promise<void>
  /** The page answers through the Ingress; `release` as for the API. */
  toServeThePage(release?: Submission): Promise<void>
  /** The API answers every time for a while. */
  toKeepServing(): Promise<void>
  /** The app lists the monitor; `advice` is what to look at if it does not. */
  toHold(monitor: Monitor, advice?: Advice): Promise<void>
  /** The store has the files of the one before its Pod was replaced, and the monitor in its own table. */
  toKeep(monitor: Monitor, before: Store, advice: Advice): Promise<void>
}

declare module 'vitest' {
  // Vitest's own type parameters: declarations that are merged must have the same.
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends ClusterMatchers {}
}

type Observed<Arguments extends unknown[], Received> = (
  received: Received,
  ...terms: Arguments
) => Promise<unknown>

/** An observation returns when it holds and throws a Failure when it does not; a matcher is that, once awaited. */
function matcher<Arguments extends unknown[], Received>(observe: Observed<Arguments, Received>) {
  return async function (this: { isNot: boolean }, received: Received, ...terms: Arguments) {
    if (this.isNot) throw new Error('this matcher cannot be negated: an absence must be waited for')
    await observe(received, ...terms)
    return { pass: true, message: () => '' }
  }
}

const context = contextOf()

expect.extend({
  async toExist(received: Handle) {
    await exist(received, !this.isNot, context)
    return { pass: !this.isNot, message: () => '' }
  },
  toBelongTo: matcher((pod: Handle, owner: Handle) => belongTo(pod, owner, context)),
  toBeReady: matcher((workload: Handle, pods?: { replicas: number }) => beReady(workload, context, pods)),
  toHaveNoPods: matcher(haveNoPods),
  toBeBehindOneService: matcher(beBehindOneService),
  toLeavePending: matcher(leavePending),
  toHaveNothingPending: matcher((cluster: Cluster) => haveNothingPending(cluster, context)),
  toBeBound: matcher((claim: Handle) => beBound(claim, context)),
  toRequestAbout: matcher((claim: Handle, size: string) => requestAbout(claim, size, context)),
  toAllow: matcher((claim: Handle, accessMode: string) => allow(claim, accessMode, context)),
  toUseDefaultClass: matcher((claim: Handle) => useDefaultClass(claim, context)),
  toReadUtilisation: matcher(readUtilisation),
  toServeTheApi: matcher(serveApi),
  toServeThePage: matcher(servePage),
  toKeepServing: matcher((app: App) => keepServing(app)),
  toHold: matcher(hold),
  toKeep: matcher(keep),
})
