import type { Command } from '../../submission/command.ts'
import type { Manifest } from '../../submission/manifest.ts'
import type { Submission } from '../../submission/submission.ts'
import { labelsOf, leadsTo, PARTS, type Part, partOf, SERVICES, selectorOf } from './parts.ts'

/** As many objects of a part are looked at: nobody's app has more. */
const MOST = 10

const identity = (kind: string, name: string) => `${kind} ${name}`

/** What is looked at of a submission. */
export type Parts = Pick<Submission, 'manifests' | 'commands' | 'inherited'>

/** What a submission has of the app, by its place in it; found once, since a submission may have thousands of objects. */
export class Theirs {
  readonly commands: Command[]
  readonly inherited: Submission['inherited']
  /** The last of each kind and name, which is what stays. */
  private readonly manifests: Map<string, Manifest>
  private readonly workloads: Map<Part | undefined, Manifest[]>
  private readonly services: Map<Part, Manifest[]>

  constructor({ manifests, commands, inherited }: Parts) {
    this.commands = commands
    this.inherited = inherited
    this.manifests = new Map(manifests.map((one) => [identity(one.kind, one.name), one]))
    this.workloads = Map.groupBy(this.ofKind('StatefulSet', 'Deployment'), partOf)
    this.services = new Map(PARTS.map((part) => [part, this.findServices(part)]))
  }

  ofKind(...kinds: string[]): Manifest[] {
    return [...this.manifests.values()].filter(({ kind }) => kinds.includes(kind))
  }

  named(kind: string, name: string): Manifest | undefined {
    return this.manifests.get(identity(kind, name))
  }

  /** The workloads that run a part; of the database, a StatefulSet first. */
  workloadsOf(part: Part): Manifest[] {
    const own = this.workloads.get(part) ?? []
    return own.toSorted((a, b) => b.kind.localeCompare(a.kind)).slice(0, MOST)
  }

  /** The Services of a part: by section 9's name first, or because they lead to its Pods. */
  servicesOf(part: Part): Manifest[] {
    return this.services.get(part) ?? []
  }

  /** The Secrets and ConfigMaps that there are, with the workshop's own. */
  dataBeside(ours: Manifest[]): Manifest[] {
    return [...this.ofKind('Secret', 'ConfigMap'), ...ours]
  }

  private findServices(part: Part): Manifest[] {
    const pods = this.workloadsOf(part).map(labelsOf)
    const isNamed = ({ name }: Manifest) => name === SERVICES[part]
    return this.ofKind('Service')
      .filter((service) => isNamed(service) || pods.some((labels) => leadsTo(selectorOf(service), labels)))
      .sort((a, b) => Number(isNamed(b)) - Number(isNamed(a)))
      .slice(0, MOST)
  }
}
