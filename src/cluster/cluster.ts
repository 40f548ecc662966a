import type { Manifest } from '../submission/manifest.ts'
import { locate, type Position } from '../submission/position.ts'
import { Api, isRefusal, type KubernetesObject } from './api.ts'
import { Handle } from './handle.ts'
import { LEARNER } from './learner.ts'
import type { Seat } from './seat.ts'
import type { Address } from './start.ts'

/** An object that the API server or admission refused, in its own words, and the line it came from. */
export interface Refusal {
  kind: string
  name: string
  message: string
  at?: Position | undefined
}

/** A running cluster as seen from one seat: its Namespace, and the learner's objects by name. */
export class Cluster {
  readonly api: Api
  /** What was refused so far. */
  readonly refused: Refusal[] = []
  private readonly manifests: Manifest[] = []

  constructor(
    readonly address: Address,
    readonly seat: Seat,
  ) {
    this.api = new Api(address.connection)
  }

  /** The seat's Namespace. */
  get namespace(): string {
    return this.seat.namespace
  }

  deployment = (name: string) => this.handle('apps/v1', 'Deployment', name)
  statefulSet = (name: string) => this.handle('apps/v1', 'StatefulSet', name)
  service = (name: string) => this.handle('v1', 'Service', name)
  pod = (name: string) => this.handle('v1', 'Pod', name)
  claim = (name: string) => this.handle('v1', 'PersistentVolumeClaim', name)
  autoscaler = (name: string) => this.handle('autoscaling/v2', 'HorizontalPodAutoscaler', name)

  /** A name for an object, looked up anew each time; it need not exist. */
  handle(apiVersion: string, kind: string, name: string): Handle {
    return new Handle(this, apiVersion, kind, name)
  }

  /** The objects of a kind in the seat's Namespace. */
  async list(
    apiVersion: string,
    kind: string,
    labels: Record<string, string> = {},
  ): Promise<KubernetesObject[]> {
    const selector = Object.entries(labels).map(([label, value]) => `${label}=${value}`)
    const path = await this.api.pathOf(apiVersion, kind, this.namespace)
    return this.api.list(`${path}?labelSelector=${encodeURIComponent(selector.join(','))}`)
  }

  /**
   * Applies manifests as the learner, exactly as written but for the Namespace, with strict validation. What is
   * refused is kept for the check that misses it.
   */
  async admit(manifests: Manifest[]): Promise<void> {
    this.manifests.push(...manifests)
    for (const manifest of manifests) {
      try {
        await this.apply(manifest)
      } catch (error) {
        if (!isRefusal(error)) throw error
        this.refuse({ ...manifest, message: error.message, at: placeOf(manifest, error.message) })
      }
    }
  }

  /** Keeps a refusal for the check that misses the object. */
  refuse({ kind, name, message, at }: Refusal): void {
    this.refused.push({ kind, name, message, at })
  }

  /** The refusals of a kind. */
  refusalsOf(kind: string): Refusal[] {
    return this.refused.filter((refusal) => refusal.kind === kind)
  }

  /** Applies one manifest; throws {@link ApiError} where it is refused. */
  async apply({ apiVersion, kind, name, object }: Manifest): Promise<void> {
    const path = `${await this.api.pathOf(apiVersion, kind, this.namespace)}/${encodeURIComponent(name)}`
    await this.api.request(`${path}?fieldManager=learner&force=true&fieldValidation=Strict`, {
      method: 'PATCH',
      contentType: 'application/apply-patch+yaml',
      as: LEARNER,
      body: { ...object, metadata: { ...(object.metadata as object), namespace: this.namespace } },
    })
  }

  /** The manifest of an object, admitted or refused, if one was handed in or left behind by section 9. */
  manifestOf(kind: string, name: string): Manifest | undefined {
    return this.manifests.findLast((manifest) => manifest.kind === kind && manifest.name === name)
  }

  /** Why an object is not there, if it was refused. */
  refusalOf(kind: string, name: string): Refusal | undefined {
    return this.refused.find((refusal) => refusal.kind === kind && refusal.name === name)
  }
}

/** The line that the API server's sentence names a field of, or where the object begins. */
function placeOf(manifest: Manifest, message: string): Position | undefined {
  if (manifest.origin !== 'submission') return undefined
  const field = /(?:^|[\s:"])\.?((?:spec|metadata|data)[\w.[\]"=-]*)/.exec(message)?.[1] ?? ''
  return locate(manifest, field.replace(/\[[^\]]*=[^\]]*\]/g, '[0]'))
}
