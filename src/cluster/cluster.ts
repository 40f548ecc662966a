import type { Manifest } from '../submission/manifest.ts'
import { locate, type Position } from '../submission/position.ts'
import { Api } from './api.ts'
import { Handle } from './handle.ts'
import * as kubectl from './kubectl.ts'
import { fieldIn } from './kubectl-words.ts'
import type { ObjectOf, Workload } from './objects.ts'
import type { Address } from './start.ts'
import type { TestNamespace } from './test-namespaces.ts'

/** An object that kubectl, the API server or admission refused, in their own words, and the line it came from. */
export interface Refusal {
  apiVersion: string
  kind: string
  name: string
  message: string
  at?: Position | undefined
}

/** A running cluster as seen from one test Namespace, and the learner's objects by name. */
export class Cluster {
  /** The objects refused so far. */
  readonly refused: Refusal[] = []
  private readonly manifests: Manifest[] = []
  private readonly stored = new Set<Manifest>()
  /** The learner's commands that make an object, by its kind and name. */
  private readonly commands = new Map<string, Position>()

  constructor(
    readonly address: Address,
    readonly testNamespace: TestNamespace,
    /** Keeps its connections open: who looks at many Namespaces gives one to all. */
    readonly api = new Api(address.connection),
  ) {}

  /** The name of that Namespace. */
  get namespace(): string {
    return this.testNamespace.namespace
  }

  deployment = (name: string) => this.handle('apps/v1', 'Deployment', name)
  statefulSet = (name: string) => this.handle('apps/v1', 'StatefulSet', name)
  service = (name: string) => this.handle('v1', 'Service', name)
  pod = (name: string) => this.handle('v1', 'Pod', name)
  claim = (name: string) => this.handle('v1', 'PersistentVolumeClaim', name)
  workload = (kind: string, name: string) => new Handle<Workload>(this, 'apps/v1', kind, name)
  autoscaler = (name: string) => this.handle('autoscaling/v2', 'HorizontalPodAutoscaler', name)

  /** A handle for an object. It is looked up again on each use, and need not exist. */
  handle<Kind extends string>(apiVersion: string, kind: Kind, name: string): Handle<ObjectOf<Kind>> {
    return new Handle(this, apiVersion, kind, name)
  }

  /** The objects of a kind in the Namespace; those that a label selector selects, if one is given. */
  async list<Kind extends string>(apiVersion: string, kind: Kind, selector = ''): Promise<ObjectOf<Kind>[]> {
    const path = await this.api.pathOf(apiVersion, kind, this.namespace)
    return this.api.list<ObjectOf<Kind>>(`${path}?labelSelector=${encodeURIComponent(selector)}`)
  }

  /**
   * Applies manifests as the learner's own `kubectl apply` does, in their order, exactly as written except
   * for the Namespace. Refusals are kept for the check that misses the object.
   */
  async apply(manifests: Manifest[]): Promise<void> {
    this.manifests.push(...manifests)
    const answers = await this.submit(manifests)
    for (const [i, manifest] of manifests.entries()) {
      const message = answers[i]
      if (message === undefined) this.stored.add(manifest)
      else this.refused.push(refusalOf(manifest, message))
    }
  }

  /** Applies manifests, and returns for each the reason of its refusal, or nothing. In a dry run nothing is stored. */
  submit(manifests: Manifest[], how: { isDryRun?: boolean } = {}): Promise<(string | undefined)[]> {
    const { address, namespace } = this
    const objects = manifests.map(({ object }) => ({
      ...object,
      metadata: { ...(object.metadata as object), namespace },
    }))
    return kubectl.apply({ container: address.container, namespace, ...how }, objects)
  }

  /** What the cluster would refuse of manifests; nothing is stored. */
  async wouldRefuse(manifests: Manifest[]): Promise<Refusal[]> {
    const answers = await this.submit(manifests, { isDryRun: true })
    return manifests.flatMap((manifest, i) => {
      const message = answers[i]
      return message === undefined ? [] : [refusalOf(manifest, message)]
    })
  }

  /** Keeps a refusal for the check that misses the object. */
  refuse({ apiVersion, kind, name, message, at }: Refusal): void {
    this.refused.push({ apiVersion, kind, name, message, at })
  }

  /** The refusals of a kind. */
  refusalsOf(kind: string): Refusal[] {
    return this.refused.filter((refusal) => refusal.kind === kind)
  }

  /** The manifest of an object: the last one stored, or else the last one refused. */
  manifestOf(kind: string, name: string): Manifest | undefined {
    const own = this.manifests.filter((manifest) => manifest.kind === kind && manifest.name === name)
    return own.findLast((manifest) => this.stored.has(manifest)) ?? own.at(-1)
  }

  /** Keeps the line of a command of the learner's that makes an object. */
  keepCommand(kind: string, name: string, at: Position): void {
    this.commands.set(`${kind} ${name}`, at)
  }

  /** The line of the learner's command that makes an object, if there is one. */
  commandFor(kind: string, name: string): Position | undefined {
    return this.commands.get(`${kind} ${name}`)
  }

  /** The refusal that explains why an object does not exist, if there was one. */
  refusalOf(kind: string, name: string): Refusal | undefined {
    return this.refused.find((refusal) => refusal.kind === kind && refusal.name === name)
  }
}

const refusalOf = (manifest: Manifest, message: string): Refusal => {
  const { apiVersion, kind, name } = manifest
  return { apiVersion, kind, name, message, at: lineOf(manifest, message) }
}

/** The line of the field that a refusal names, or else the object's first line. */
function lineOf(manifest: Manifest, message: string): Position | undefined {
  return manifest.origin === 'submission' ? locate(manifest, fieldIn(message)) : undefined
}
