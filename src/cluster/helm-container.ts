import type { Chart } from '../setup/app.ts'
import type { Setup } from '../setup/setup.ts'
import { $, lastWords } from '../setup/shell.ts'
import { NotReady } from '../setup/step.ts'
import { kubeconfigFor } from './connection.ts'
import { LEARNER } from './kubectl.ts'
import { type Belongings, labelOf } from './reaper.ts'
import type { StartedNode } from './start-node.ts'

/**
 * What Helm's container may take, whatever is handed in. Helm takes 50 MB for the workshop's values and 160 MB for the
 * largest that a submission may hold; four sections of a conformance run may use it side by side.
 */
export const helmBounds = { memoryMi: 512, processes: 256 }

/** The address of the app's chart for Helm: on the loopback of the node's network, which no Pod can reach. */
export const CHARTS = 'http://127.0.0.1:8090'

/** The path of Helm's kubeconfig. */
export const KUBECONFIG = '/tmp/kubeconfig'

/** The folder for charts in Helm's container; only root may write there. */
const FOLDER = '/charts'

/** Docker's command-line flags for a container's network and its owner. */
export interface Attachment {
  network: string
  label: string
}

/** No program in the container has a right, or anything of the machine's to write to. */
const CLOSED = [
  '--pull=never',
  '--read-only',
  '--cap-drop=ALL',
  '--security-opt=no-new-privileges',
  '--user=1000:1000',
  '--ulimit=core=0',
  '--log-driver=none',
]

/**
 * Starts Helm's container in a cluster's network, with access to the cluster, and beside it a repository of
 * the app's chart if it has one. Throws {@link NotReady} with Docker's words if it cannot.
 */
export async function openHelm(
  { app, images }: Pick<Setup, 'app' | 'images'>,
  { container, connection }: Pick<StartedNode, 'container' | 'connection'>,
  belongings: Belongings,
): Promise<{ helm: string }> {
  const attachment = { network: `container:${container}`, label: labelOf(belongings) }
  const helm = await startHelm(images.helm, attachment)
  const kubeconfig = kubeconfigFor(LEARNER, connection)
  // Helm does not keep quiet about a file that others may read.
  await docker(['exec', '--interactive', helm, 'sh', '-c', `umask 077 && cat >${KUBECONFIG}`], kubeconfig)
  if (app.chart) await serve(app.chart, helm, images.loaded.shell, attachment)
  return { helm }
}

/** Starts a container in which Helm can be run, and returns its id. */
export function startHelm(image: string, attachment: Attachment): Promise<string> {
  const tmp = '--tmpfs=/tmp:rw,nosuid,nodev,noexec,size=128m'
  // It waits to be removed, and reaps the processes that are left behind in it.
  const wait = ['-c', 'while :; do sleep 3600; done']
  return run(attachment, helmBounds, [tmp, `--volume=${FOLDER}`, '--entrypoint=sh', image, ...wait])
}

/** Copies a chart's folder into a container for Helm, and returns its path there. */
export async function giveChart(helm: string, { name, folder }: Chart): Promise<string> {
  const chart = `${FOLDER}/${name}`
  await docker(['cp', folder, `${helm}:${chart}`])
  return chart
}

/** Packs a chart, and serves it from a container of its own: not every image with Helm has a web server. */
async function serve(chart: Chart, helm: string, shell: string, attachment: Attachment): Promise<void> {
  await giveChart(helm, chart)
  // As root, whose the folder is; nothing of a learner's is there yet.
  const pack = `cd ${FOLDER} && helm package ${chart.name} && helm repo index .`
  await docker(['exec', '--user=0', '--env=HOME=/tmp/root', helm, 'sh', '-c', pack])
  const server = ['-f', '-p', new URL(CHARTS).host, '-h', FOLDER]
  const own = [`--volumes-from=${helm}:ro`, '--entrypoint=httpd', shell, ...server]
  await run(attachment, { memoryMi: 32, processes: 32 }, own)
}

function run({ network, label }: Attachment, bounds: typeof helmBounds, own: string[]): Promise<string> {
  const memory = `${bounds.memoryMi}m`
  // Memory and swap together.
  const limits = [`--memory=${memory}`, `--memory-swap=${memory}`, `--pids-limit=${bounds.processes}`]
  return docker(['run', '--detach', `--network=${network}`, `--label=${label}`, ...CLOSED, ...limits, ...own])
}

async function docker(args: string[], input = ''): Promise<string> {
  const done = await $({ input })`docker ${args}`
  if (done.exitCode !== 0)
    throw new NotReady(`Helm's container cannot be created (docker ${args[0]}): ${lastWords(done)}`)
  return done.stdout.trim()
}
