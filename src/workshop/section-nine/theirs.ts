import type { Command } from '../../submission/command.ts'
import type { Manifest } from '../../submission/manifest.ts'
import type { Submission } from '../../submission/submission.ts'
import { labelsOf, leadsTo, type Part, partOf, SERVICES, selectorOf } from './parts.ts'

/** As many objects of a part are looked at: nobody's app has more. */
const MOST = 10

/** What a submission has of the app, by its place in it. */
export class Theirs {
  /** The last of each kind and name, which is what stays. */
  private readonly manifests: Manifest[]
  readonly commands: Command[]
  private readonly workloads = new Map<Part, Manifest[]>()
  private readonly services = new Map<Part, Manifest[]>()

  constructor({ manifests, commands }: Pick<Submission, 'manifests' | 'commands'>) {
    this.manifests = [...new Map(manifests.map((one) => [`${one.kind} ${one.name}`, one])).values()]
    this.commands = commands
  }

  ofKind(...kinds: string[]): Manifest[] {
    return this.manifests.filter(({ kind }) => kinds.includes(kind))
  }

  named(kind: string, name: string): Manifest | undefined {
    return this.ofKind(kind).find((manifest) => manifest.name === name)
  }

  /** The workloads that run a part; of the database, a StatefulSet first. */
  workloadsOf(part: Part): Manifest[] {
    const known = this.workloads.get(part)
    if (known) return known
    const found = this.ofKind('StatefulSet', 'Deployment')
      .filter((manifest) => partOf(manifest) === part)
      .sort((a, b) => b.kind.localeCompare(a.kind))
      .slice(0, MOST)
    this.workloads.set(part, found)
    return found
  }

  /** The Services of a part: by section 9's name first, or because they lead to its Pods. */
  servicesOf(part: Part): Manifest[] {
    const known = this.services.get(part)
    if (known) return known
    const pods = this.workloadsOf(part).map(labelsOf)
    const isNamed = ({ name }: Manifest) => name === SERVICES[part]
    const found = this.ofKind('Service')
      .filter((service) => isNamed(service) || pods.some((labels) => leadsTo(selectorOf(service), labels)))
      .sort((a, b) => Number(isNamed(b)) - Number(isNamed(a)))
      .slice(0, MOST)
    this.services.set(part, found)
    return found
  }
}
