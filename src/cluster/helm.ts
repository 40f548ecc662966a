import { type Bounds, runWithin } from '../setup/bounded.ts'
import { helmBounds, KUBECONFIG } from './helm-container.ts'
import type { CommandOutcome } from './kubectl.ts'

/** In seconds: Helm waits for nothing here, and has answered after two. */
const LIMIT_S = 120

/** Of what Helm says more than this is a learner's own text, printed back. */
const OUTPUT_BYTES = 16 * 2 ** 20

/** In seconds: how much longer than Helm may take Docker may. */
const DOCKER_S = 30

/** What the script in the container ends with where Helm refused, or the kernel ended it: anything else is no answer of Helm's. */
const REFUSED = 90
const OUT_OF_MEMORY = 91

/**
 * Keeps standard input as a file of values and runs Helm, no longer than it may: whoever waits outside cannot end what
 * Docker runs in here. The kernel counts what it ended in the container for want of memory, in another place on cgroup v1
 * than on v2.
 */
const SCRIPT = `
  limit=$1
  shift
  mkdir -p "$HOME" && cd "$HOME" && cat >values.yaml || exit 125
  killed() {
    sed -n 's/^oom_kill //p' /sys/fs/cgroup/memory.events /sys/fs/cgroup/memory/memory.oom_control 2>/dev/null
  }
  before=$(killed)
  timeout -s KILL "$limit" helm "$@"
  case $? in
    0) exit 0 ;;
    137) [ "$(killed)" != "$before" ] && exit ${OUT_OF_MEMORY}; exit 125 ;;
    *) exit ${REFUSED} ;;
  esac`

/** Helm in its container, with a home of its own there, in which its values lie. */
export class Helm {
  /** The path of the given values, for `--values`. */
  readonly values: string

  constructor(
    private readonly container: string,
    private readonly home: string,
    private readonly limitS = LIMIT_S,
  ) {
    this.values = `${home}/values.yaml`
  }

  /** Runs Helm. Throws if Helm could not answer because its container or the cluster did not. */
  async run(args: string[], values: string | Buffer = ''): Promise<CommandOutcome> {
    const environment = [`HOME=${this.home}`, `KUBECONFIG=${KUBECONFIG}`, 'GOMEMLIMIT=384MiB']
    const docker = ['exec', '--interactive', ...environment.flatMap((variable) => ['--env', variable])]
    const command = [...docker, this.container, 'sh', '-c', SCRIPT, 'sh', String(this.limitS), ...args]
    return answerOf(await runWithin(this.bounds, ['docker', ...command], { input: values }))
  }

  /** Removes its home. */
  async close(): Promise<void> {
    await runWithin(this.bounds, ['docker', 'exec', this.container, 'rm', '-rf', this.home])
  }

  private get bounds(): Bounds {
    return { timeoutMs: (this.limitS + DOCKER_S) * 1000, outputBytes: OUTPUT_BYTES }
  }
}

/** Helm's answer, read from how the script in its container ended. Throws if Helm did not answer. */
export function answerOf({ exitCode, stdout, stderr }: CommandOutcome): CommandOutcome {
  if (exitCode === 0) return { exitCode, stdout, stderr }
  if (exitCode === REFUSED) return { exitCode: 1, stdout, stderr }
  if (exitCode !== OUT_OF_MEMORY)
    throw new Error(`helm has not answered: ${stderr.trim().slice(0, 600) || `it ended with ${exitCode}`}`)
  const said = `Helm needs more than ${helmBounds.memoryMi} MiB of memory for these values, and was stopped.`
  return { exitCode: 1, stdout, stderr: said }
}
