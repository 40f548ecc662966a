import { releaseNode } from '../cluster/capacity/exclusive-node.ts'
import { Cluster } from '../cluster/cluster.ts'
import type { Cluster as Running } from '../cluster/start.ts'
import { problemOfRefusal } from '../diagnosis/refused-manifests.ts'
import type { Problem } from '../submission/problem.ts'
import type { Submission } from '../submission/submission.ts'

/** Asks a cluster what it would refuse of a submission that changes, before the sections are graded. */
export class DryRun {
  /** The objects of which the answer was told, as text: nothing is told twice. */
  private known: Set<string>
  private place: Promise<Cluster> | undefined

  constructor(
    /** The cluster, if it was started; it may not be ready yet. */
    private readonly running: () => Promise<Running> | undefined,
    /** The submission that is graded first: its refusals are told by the checks. */
    first: Submission,
  ) {
    this.known = textsOf(first)
  }

  /**
   * What the cluster would refuse of the objects that are new since the last answer that was told; nothing if no cluster was
   * started. Rejects if it does not answer.
   */
  async ask({ manifests }: Submission): Promise<Problem[] | undefined> {
    const running = this.running()
    if (!running) return undefined
    const isNew = manifests.filter(({ object }) => !this.known.has(JSON.stringify(object)))
    if (isNew.length === 0) return []
    this.place ??= this.open(running)
    return (await (await this.place).wouldRefuse(isNew)).map(problemOfRefusal)
  }

  /** Says that the answer about a submission was told. */
  told(submission: Submission): void {
    this.known = textsOf(submission)
  }

  private async open(running: Promise<Running>): Promise<Cluster> {
    try {
      const { address, namespaces } = await running
      const cluster = new Cluster(address, await namespaces.open('dry-run'))
      // No Pod is ever started there: no section need wait for it.
      await releaseNode(cluster)
      return cluster
    } catch (error) {
      this.place = undefined
      throw error
    }
  }
}

const textsOf = ({ manifests }: Submission) => new Set(manifests.map(({ object }) => JSON.stringify(object)))
