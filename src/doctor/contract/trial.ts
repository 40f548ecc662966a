import { Helm } from '../../cluster/helm.ts'
import { openHelm } from '../../cluster/helm-container.ts'
import { clocks } from '../../cluster/pace.ts'
import { removeOnAbort, setAside, sweep } from '../../cluster/reaper.ts'
import { type StartedNode, startNode } from '../../cluster/start-node.ts'
import type { TestNamespace } from '../../cluster/test-namespaces.ts'
import type { Setup } from '../../setup/setup.ts'
import { $, lastWords } from '../../setup/shell.ts'

/** A test of a node image: the node started from it, and the state that the clauses share. */
export class Trial {
  /** What the node is started with: the clocks of a grade. */
  readonly clocks = clocks.fast
  /** The test Namespace of the trial's objects, once it is opened. */
  testNamespace: TestNamespace | undefined
  private readonly belongings = setAside()
  private readonly remove: () => Promise<void>
  private started: StartedNode | undefined

  constructor(
    readonly setup: Setup,
    readonly signal: AbortSignal,
  ) {
    this.remove = removeOnAbort(this.belongings, signal)
  }

  /**
   * Runs a script in the image, without starting a node. Throws Docker's words if the image cannot run it.
   */
  async runInImage(script: string): Promise<string> {
    const alone = ['--rm', '--network', 'none', '--entrypoint', 'sh']
    const ran = await $({ timeout: '60s' })`docker run ${alone} ${this.setup.images.node} -c ${script}`
    if (ran.stderr.includes('exec: "sh"')) throw new Error('It has no sh.')
    if (ran.exitCode !== 0) throw new Error(`Docker cannot run it: ${lastWords(ran)}.`)
    return ran.stdout.trim()
  }

  /** Starts the node as a grade does. Throws `NotStarted` if it does not come up. */
  async start(): Promise<void> {
    await sweep()
    this.started = await startNode(this.setup, this.clocks, this.belongings)
  }

  /** The node, once it has been started. */
  get node() {
    if (!this.started) throw new Error('the node has not been started')
    return this.started
  }

  /** The Namespace of the trial, once it has been opened. */
  get namespace(): string {
    if (!this.testNamespace) throw new Error('no Namespace has been opened')
    return this.testNamespace.namespace
  }

  /** Starts Helm beside the node, as a grade does. */
  async openHelm(): Promise<Helm> {
    const { helm } = await openHelm(this.setup, this.node, this.belongings)
    return new Helm(helm, `/tmp/${this.namespace}`)
  }

  /** Removes the node and all that belongs to it. */
  close(): Promise<void> {
    return this.remove()
  }
}
