import { Cluster } from '../cluster/cluster.ts'
import type { Cluster as Running } from '../cluster/start.ts'
import { problemOfRefusal } from '../diagnosis/refused-manifests.ts'
import type { Problem } from '../submission/problem.ts'
import type { Submission } from '../submission/submission.ts'

/** What a cluster would refuse of a submission, told before its sections are graded. */
export class DryRun {
  /** The objects that were asked about, as text: nothing is told twice. */
  private known: Set<string>
  private place: Promise<Cluster> | undefined

  constructor(
    /** The cluster, if it is there or will be. */
    private readonly running: () => Promise<Running> | undefined,
    /** The submission that is graded first. */
    first: Submission,
  ) {
    this.known = textsOf(first)
  }

  /** What the cluster would refuse of the objects that are new since the last call. */
  async ask(submission: Submission): Promise<Problem[]> {
    const isNew = submission.manifests.filter(({ object }) => !this.known.has(JSON.stringify(object)))
    this.known = textsOf(submission)
    const running = this.running()
    if (!running || isNew.length === 0) return []
    this.place ??= running.then(
      async ({ address, namespaces }) => new Cluster(address, await namespaces.open('dry-run')),
    )
    const refusals = await (await this.place).wouldRefuse(isNew)
    return refusals.map(problemOfRefusal)
  }
}

const textsOf = ({ manifests }: Submission) => new Set(manifests.map(({ object }) => JSON.stringify(object)))
