import type { Cluster } from '../cluster/cluster.ts'
import { CHARTS } from '../cluster/helm-container.ts'
import type { Container } from '../cluster/objects.ts'
import type { Terminal } from '../cluster/terminal.ts'
import { workloadsOf } from '../diagnosis/workloads.ts'
import { beReady } from '../matchers/workload.ts'
import { installCommand } from '../submission/find.ts'
import type { Submission } from '../submission/submission.ts'
import { writeValues } from '../submission/values.ts'
import { Failure } from '../waiting/failure.ts'
import { App } from './app.ts'
import { contextOf } from './knowledge.ts'
import { lineOfValue } from './release-lines.ts'
import { explainedByKeys } from './values-keys.ts'

/** The release of the app's chart: what `helm install` makes of the submission's values. */
export class Release {
  /** The app as the release serves it. */
  readonly app: App

  constructor(
    readonly cluster: Cluster,
    readonly submission: Submission,
    readonly terminal: Terminal,
  ) {
    this.app = new App(cluster, submission)
  }

  /** Installs it as the workshop does. Throws {@link Failure} if Helm does not report it as deployed. */
  install(): Promise<void> {
    return install(this)
  }
}

/** Installs the chart as the workshop does, with the learner's values and, where there is one, their `helm install`. */
async function install({ submission, terminal }: Release): Promise<void> {
  const { values } = submission
  const command = installCommand(submission)
  refuseUnread(submission)
  await terminal.succeed('helm', ['repo', 'add', 'nanomon', CHARTS])
  await terminal.succeed('helm', ['repo', 'update', 'nanomon'])
  const release = releaseOf(submission)
  const flags = [
    ...(values ? ['--values', terminal.values] : []),
    ...(command?.set ?? []).flatMap((pair) => ['--set', pair]),
    ...(command?.setString ?? []).flatMap((pair) => ['--set-string', pair]),
  ]
  const install = ['install', release, 'nanomon/nanomon', ...flags]
  const installed = await terminal.helm(install, values && writeValues(values))
  const metadata = await terminal.helm(['get', 'metadata', release, '--output', 'json'])
  const state = metadata.exitCode === 0 ? JSON.parse(metadata.stdout).status : 'not installed'
  if (installed.exitCode === 0 && state === 'deployed') return
  const said = installed.stderr.trim().slice(0, SAID)
  const failed = new Failure({
    expected: `release "${release}" deployed`,
    observed:
      installed.exitCode === 0 ? `it is ${state}` : said.replaceAll(terminal.values, values?.file ?? ''),
    at: lineOfValue(submission, NAMED.exec(said)?.[1] ?? ''),
    hint: 'Helm’s message names the value that it cannot use: compare it with `helm show values nanomon/nanomon`.',
  })
  await explainedByKeys(submission, Promise.reject(failed))
}

/** As much of Helm's sentence as anybody reads. */
const SAID = 4000

/** Helm is given what we read, and nothing of values that we refuse. */
function refuseUnread(submission: Submission): void {
  const { file, problem } = submission.values ?? {}
  if (!problem) return
  throw new Failure({
    expected: `release "${releaseOf(submission)}" deployed with ${file}`,
    observed: `${file} cannot be used: ${problem.message}`,
    at: problem.at,
    hint: `Correct this line. Then run \`helm template nanomon/nanomon --values ${file}\`: it prints the objects, or the next mistake.`,
  })
}

/** A value as Helm names it, and not one of the chart's files. */
const NAMED = /\b((?:image|api|frontend|runner|postgresql|ingress)\.(?!yaml|tpl)[A-Za-z][\w.]*)/

/** Returns when every Deployment and StatefulSet of the release has its Pods Ready, and there is at least one Pod. */
export async function runEveryWorkload({ cluster, submission }: Release): Promise<void> {
  const workloads = await workloadsOf(cluster)
  const asked = workloads.reduce((sum, { object }) => sum + object.spec.replicas, 0)
  if (asked === 0)
    throw new Failure({
      expected: 'the Deployments and Pods of the app',
      observed: `${workloads.length} workloads with no replicas`,
      at: lineOfValue(submission, 'api.replicaCount'),
    })
  const context = contextOf(submission)
  for (const { handle } of workloads) await explainedByKeys(submission, beReady(handle, context))
}

/** Throws if a Pod of the app would come from another registry than the one in the learner's values. */
export async function useImagesOfRegistry({ cluster, submission, terminal }: Release): Promise<void> {
  const registry = await registryOf(submission, terminal)
  const at = lineOfValue(submission, 'image.regRepo')
  if (!registry) {
    const failed = new Failure({
      expected: '`image.regRepo` in the values',
      observed: 'the values do not set it, so the chart’s default is used',
      at,
    })
    return explainedByKeys(submission, Promise.reject(failed), 'image')
  }
  const images = (await workloadsOf(cluster))
    .flatMap(({ object }) => object.spec.template.spec.containers.map(({ image = '' }: Container) => image))
    .filter((image) => /nanomon-/.test(image))
  const other = images.find((image) => !image.startsWith(`${registry}/`))
  if (other || images.length === 0)
    throw new Failure({
      expected: `images from ${registry}`,
      observed: other ?? 'no image of NanoMon',
      at,
    })
}

/** The registry that was set, in a file or by a flag, as Helm understood it. */
async function registryOf(submission: Submission, terminal: Terminal): Promise<string | undefined> {
  const given = await terminal.succeed('helm', ['get', 'values', releaseOf(submission), '--output', 'json'])
  const registry = JSON.parse(given)?.image?.regRepo
  return typeof registry === 'string' && registry !== '' ? registry : undefined
}

/** The release's name: the learner's, or the workshop's. */
const releaseOf = (submission: Submission) => installCommand(submission)?.release ?? 'demo'
