import { locate, type Position } from '../submission/position.ts'
import { apiPath } from './api-path.ts'
import type { Cluster } from './cluster.ts'
import { LEARNER } from './kubectl.ts'
import { toQuery } from './label-selector.ts'
import type { KubernetesObject, Pod, Workload } from './objects.ts'

/** A lazy handle for an object of type `T`: it is looked up again on each use, and need not exist. */
export class Handle<T = KubernetesObject> {
  constructor(
    readonly cluster: Cluster,
    readonly apiVersion: string,
    readonly kind: string,
    readonly name: string,
  ) {}

  /** The object as kubectl would name it. */
  toString(): string {
    return `${this.kind} ${this.name}`
  }

  /** The object as it is now, if it exists. */
  async get(): Promise<T | undefined> {
    return this.cluster.api.get<T>(await this.path())
  }

  /** The object as it is now. Throws if it does not exist. */
  async mustGet(): Promise<T> {
    const object = await this.get()
    if (!object) throw new Error(`${this} is gone`)
    return object
  }

  /**
   * The line of a value in the learner's files, or else the line of its nearest existing parent; without a manifest,
   * the line of the command that makes the object.
   */
  at(path = ''): Position | undefined {
    const manifest = this.cluster.manifestOf(this.kind, this.name)
    if (!manifest) return this.cluster.commandFor(this.kind, this.name)
    return manifest.origin === 'submission' ? locate(manifest, path) : undefined
  }

  /** The Pods that a workload's controller has made, the dying ones too; others may have the labels that it selects. */
  async pods(this: Handle<Workload>): Promise<Pod[]> {
    const workload = await this.get()
    if (!workload) return []
    const selected = await this.cluster.list('v1', 'Pod', toQuery(workload.spec.selector))
    return selected.filter((pod) => isMadeBy(workload, pod))
  }

  /** The only Pod of a workload. Throws if it has none or several. */
  async onlyPod(this: Handle<Workload>): Promise<Handle<Pod>> {
    const [pod, ...others] = await this.pods()
    if (!pod || others.length > 0)
      throw new Error(`${this} has ${others.length + (pod ? 1 : 0)} Pods, not one`)
    return this.cluster.pod(pod.metadata.name)
  }

  /** Deletes the object as the learner would. */
  async delete(): Promise<void> {
    await this.cluster.api.request(await this.path(), { method: 'DELETE', as: LEARNER })
  }

  private async path(): Promise<string> {
    const { api, namespace } = this.cluster
    return (await api.pathOf(this.apiVersion, this.kind, namespace)) + apiPath`/${this.name}`
  }
}

/** A Deployment makes its Pods through ReplicaSets, which it names after itself and the hash of the template. */
function isMadeBy({ kind, metadata }: Workload, pod: Pod): boolean {
  const controller = pod.metadata.ownerReferences?.find((owner) => owner.controller)
  if (kind !== 'Deployment') return controller?.uid === metadata.uid
  const hash = pod.metadata.labels?.['pod-template-hash']
  return controller?.kind === 'ReplicaSet' && controller.name === `${metadata.name}-${hash}`
}
