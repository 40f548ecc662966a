import { Helm } from './helm.ts'
import { type CommandOutcome, kubectl } from './kubectl.ts'
import type { Address } from './start.ts'

/** The learner's terminal: the real kubectl and helm, as the learner, in a section's Namespace. Both run in containers. */
export class Terminal {
  private opened: Helm | undefined

  constructor(
    private readonly address: Address,
    private readonly namespace: string,
  ) {}

  /** Runs kubectl. */
  kubectl(args: string[]): Promise<CommandOutcome> {
    return kubectl({ container: this.address.container, namespace: this.namespace }, args)
  }

  /** Runs helm; the given values are in the file {@link values}. */
  helm(args: string[], values = ''): Promise<CommandOutcome> {
    return this.open().run(['--namespace', this.namespace, ...args], values)
  }

  /** The path at which helm finds the given values. */
  get values(): string {
    return this.open().values
  }

  /** Runs a command that cannot fail through the learner's fault. If it fails, throws its words. */
  async succeed(tool: 'kubectl' | 'helm', args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this[tool](args)
    if (exitCode !== 0) throw new Error(`${tool} ${args.join(' ')}: ${stderr.trim()}`)
    return stdout
  }

  /** Removes what helm kept in its container. */
  async close(): Promise<void> {
    await this.opened?.close()
  }

  private open(): Helm {
    if (this.address.helm === undefined) throw new Error('the cluster was started without Helm')
    this.opened ??= new Helm(this.address.helm, `/tmp/${this.namespace}`)
    return this.opened
  }
}
