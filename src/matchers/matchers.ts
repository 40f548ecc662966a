import { expect } from 'vitest'
import type { Cluster } from '../cluster/cluster.ts'
import type { Handle } from '../cluster/handle.ts'
import type { PersistentVolumeClaim, Workload } from '../cluster/objects.ts'
import type { DiagnosisContext } from '../diagnosis/app-knowledge.ts'
import { haveTarget, listInTop, readUtilisation, type Target } from './autoscaler.ts'
import { allow, beBound, requestAbout, useDefaultClass } from './claim.ts'
import { beBehindOneService } from './endpoints.ts'
import { belongTo, exist } from './existence.ts'

import { haveNothingPending, leavePending, type Pending } from './pending.ts'
import { restIdle, scaleBackIn } from './scale-in.ts'
import { scaleOut, type UnderLoad } from './scale-out.ts'
import type { Timeline } from './timeline.ts'
import { beReady, haveNoPods } from './workload.ts'

/** Matchers retry until they see what they ask for or patience ends. Only `toExist` may be negated. */
interface ClusterMatchers {
  /** The object exists, or each of several; with `.not`, they are gone. */
  toExist(): Promise<void>
  /** The Pod exists, and the workload made it. */
  toBelongTo(workload: Handle): Promise<void>
  /** The workload has exactly these Pods, or as many as it asks for, and all are Ready. */
  toBeReady(pods?: { replicas: number }): Promise<void>
  /** The workload, scaled to 0, has no Pods any more, not even ending ones. */
  toHaveNoPods(): Promise<void>
  /** Every Pod of the workload is a ready endpoint of one Service. */
  toBeBehindOneService(): Promise<void>
  /** As many Pods run as the node has room for; the rest stay Pending, because `lacking` is used up. */
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
  /** The autoscaler has this workload, these bounds and this target. */
  toTarget(workload: Handle<Workload>, target: Target): Promise<void>
  /** `kubectl top pods` lists the workload's Pods with their CPU. */
  toListInTop(workload: Handle<Workload>): Promise<void>
  /** The autoscaler raises the replicas of the workload under load; ends the load. */
  toScaleOut(underLoad: UnderLoad): Promise<void>
  /** After the load the replicas go back to the minimum, and not before the stabilization window is over. */
  toScaleBackIn(workload: Handle<Workload>, timeline: Timeline): Promise<void>
  /** The autoscaler leaves its workload at the minimum for as long as load may take to show. */
  toRestAtMinimum(workload: Handle<Workload>): Promise<void>
  /** The autoscaler reads the Pods' CPU. */
  toReadUtilisation(): Promise<void>
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
export function matcher<Arguments extends unknown[], Received>(observe: Observed<Arguments, Received>) {
  return async function (this: { isNot: boolean }, received: Received, ...terms: Arguments) {
    if (this.isNot) throw new Error('this matcher cannot be negated: an absence must be waited for')
    await observe(received, ...terms)
    return { pass: true, message: () => '' }
  }
}

/** Adds the matchers; `context` supplies the knowledge of the app and the learner's lines. */
export function addMatchers(context: DiagnosisContext): void {
  expect.extend({
    async toExist(received: Handle | Handle[]) {
      for (const handle of [received].flat()) await exist(handle, !this.isNot, context)
      return { pass: !this.isNot, message: () => '' }
    },
    toBelongTo: matcher((pod: Handle, owner: Handle) => belongTo(pod, owner, context)),
    toBeReady: matcher((workload: Handle<Workload>, pods?: { replicas: number }) =>
      beReady(workload, context, pods),
    ),
    toHaveNoPods: matcher(haveNoPods),
    toBeBehindOneService: matcher(beBehindOneService),
    toLeavePending: matcher(leavePending),
    toHaveNothingPending: matcher((cluster: Cluster) => haveNothingPending(cluster, context)),
    toBeBound: matcher((claim: Handle<PersistentVolumeClaim>) => beBound(claim, context)),
    toRequestAbout: matcher((claim: Handle<PersistentVolumeClaim>, size: string) =>
      requestAbout(claim, size, context),
    ),
    toAllow: matcher((claim: Handle<PersistentVolumeClaim>, accessMode: string) =>
      allow(claim, accessMode, context),
    ),
    toUseDefaultClass: matcher((claim: Handle<PersistentVolumeClaim>) => useDefaultClass(claim, context)),
    toTarget: matcher(haveTarget),
    toListInTop: matcher(listInTop),
    toReadUtilisation: matcher(readUtilisation),
    toScaleOut: matcher(scaleOut),
    toScaleBackIn: matcher(scaleBackIn),
    toRestAtMinimum: matcher(restIdle),
  })
}
