import { type Bounds, runWithin } from '../setup/bounded.ts'
import { isOurs, sentenceOf, sentencesOf } from './kubectl-words.ts'
import { paths } from './node-terms.ts'
import type { Address } from './start.ts'

/** The user who applies what was handed in; may edit the Namespaces of the sections and nothing else. */
export const LEARNER = 'learner'

/** A command's output and exit code. */
export interface CommandOutcome {
  exitCode: number | null
  stdout: string
  stderr: string
}

/** The target of kubectl: a node's cluster, and one Namespace in it. */
export type Context = { container: Address['container']; namespace: string }

/** Where objects are applied; in a dry run, the API server answers as ever and stores nothing. */
type Target = Context & { isDryRun?: boolean }

/**
 * In the node, for both images. What kubectl learns of the API is kept there for the next command. It lives for 0.2 s, of
 * which a quarter was the collection of garbage.
 */
export const ENVIRONMENT = [`KUBECONFIG=${paths.kubeconfig}`, 'KUBECACHEDIR=/tmp/kubectl', 'GOGC=400']

/** Of what kubectl says more than this is a learner's own text, printed back. */
const KUBECTL: Bounds = { timeoutMs: 120_000, outputBytes: 2 ** 20 }

/** What kubectl is given: a line of standard input each, as a file called by its number. */
const FROM_FILES = `
  dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir" || exit 125
  n=0
  while IFS= read -r object; do
    n=$((n + 1))
    printf '%s\\n' "$object" >"$n.json" || exit 125
    set -- "$@" -f "$n.json"
  done
  kubectl "$@"`

/**
 * Runs the cluster's own kubectl as the learner. It uses nothing of the host: no file, no variable, no
 * kubectl there. Throws if kubectl could not answer because the cluster did not.
 */
export function kubectl(context: Context, args: string[]): Promise<CommandOutcome> {
  return run(context, ['kubectl', ...asLearner(context), ...args])
}

/**
 * Applies objects in their order, as `kubectl apply -f` does. Returns for each kubectl's reason to refuse it,
 * in its own words; nothing if it is stored. Throws if kubectl could not answer because the cluster did not.
 */
export async function apply(context: Target, objects: object[]): Promise<(string | undefined)[]> {
  if (objects.length === 0) return []
  const together = await applyFiles(context, objects)
  if (together.exitCode === 0) return objects.map(() => undefined)
  const times = new Map<string, number>()
  for (const name of objects.map(nameOf)) times.set(name, (times.get(name) ?? 0) + 1)
  const stored = new Set(
    together.stdout.split('\n').map((line) => line.replace(/ \w+( \(server dry run\))?$/, '')),
  )
  const said = sentencesOf(together.stderr)
  const answers: (string | undefined)[] = []
  for (const [i, object] of objects.entries()) {
    const isOnce = times.get(nameOf(object)) === 1
    if (isOnce && stored.has(nameOf(object))) answers.push(undefined)
    // A sentence that names no file is one object's alone, if that object is there once.
    else
      answers.push(
        said.get(`${i + 1}.json`) ??
          (isOnce ? said.get(titleOf(object)) : undefined) ??
          (await ask(context, object)),
      )
  }
  return answers
}

async function ask(context: Target, object: object): Promise<string | undefined> {
  const { exitCode, stderr } = await applyFiles(context, [object])
  return exitCode === 0 ? undefined : sentenceOf(stderr)
}

function applyFiles(context: Target, objects: object[]): Promise<CommandOutcome> {
  const input = objects.map((object) => `${JSON.stringify(object)}\n`).join('')
  const apply = ['apply', ...(context.isDryRun ? ['--dry-run=server'] : [])]
  return run(context, ['sh', '-c', FROM_FILES, 'sh', ...asLearner(context), ...apply], input)
}

const asLearner = ({ namespace }: Context) => [
  '--as',
  LEARNER,
  '--as-group',
  'system:authenticated',
  '--namespace',
  namespace,
]

async function run(
  { container }: Context,
  command: string[],
  input: string | Buffer = '',
): Promise<CommandOutcome> {
  const environment = ENVIRONMENT.flatMap((variable) => ['--env', variable])
  const docker = ['exec', '--interactive', ...environment, container, ...command]
  const { exitCode, stdout, stderr } = await runWithin(KUBECTL, ['docker', ...docker], { input })
  if (exitCode !== 0 && isOurs({ exitCode, stderr })) throw new Error(`kubectl: ${stderr.trim()}`)
  return { exitCode, stdout, stderr }
}

/** As kubectl calls an object that it has stored. */
function nameOf(object: object): string {
  const { apiVersion, kind, metadata } = object as Named
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : ''
  return `${kind.toLowerCase()}${group}/${metadata?.name}`
}

interface Named {
  apiVersion: string
  kind: string
  metadata?: { name?: string }
}

/** As kubectl calls an object that is not valid. */
const titleOf = (object: object) => `${(object as Named).kind} "${(object as Named).metadata?.name}"`

/** Applies a file byte for byte, as a learner with kubectl alone would. */
export function applyFile(context: Context, name: string, bytes: Uint8Array): Promise<CommandOutcome> {
  const script = `
    dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir" && cat >"$0" || exit 125
    kubectl "$@" -f "$0"`
  return run(context, ['sh', '-c', script, name, ...asLearner(context), 'apply'], Buffer.from(bytes))
}
