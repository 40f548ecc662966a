import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Bounds, runWithin } from '../parts/bounded.ts'
import { kubectl, type Outcome } from './kubectl.ts'
import { LEARNER } from './learner.ts'
import type { Address } from './start.ts'

/**
 * Helm works on the host. It takes 50 MB for the workshop's values and 160 MB for the largest that a submission may hold;
 * of address space Go sets 1 GB aside before it does anything. On macOS only the caps bound it.
 */
const HELM: Bounds = { timeoutMs: 120_000, outputBytes: 16 * 2 ** 20, memoryKiB: 3 * 2 ** 20 }

/** The learner's terminal: the real kubectl and helm, as the learner, in a seat's Namespace, with a home of its own. */
export class Terminal {
  private constructor(
    /** The folder in which commands run; removed on close. */
    readonly home: string,
    private readonly address: Address,
    private readonly namespace: string,
  ) {}

  /** Opens a terminal; close it to remove its home. */
  static async open(address: Address, namespace: string): Promise<Terminal> {
    const home = await mkdtemp(path.join(address.folder, `${namespace}-`))
    await writeFile(path.join(home, 'kubeconfig'), address.kubeconfig, { mode: 0o600 })
    return new Terminal(home, address, namespace)
  }

  /** Runs kubectl. */
  kubectl(args: string[]): Promise<Outcome> {
    return kubectl({ container: this.address.container, namespace: this.namespace }, args)
  }

  /** Runs helm. */
  async helm(args: string[]): Promise<Outcome> {
    const env = {
      PATH: process.env.PATH,
      HOME: this.home,
      GOMEMLIMIT: '512MiB',
      KUBECONFIG: path.join(this.home, 'kubeconfig'),
      HELM_CACHE_HOME: path.join(this.home, 'helm/cache'),
      HELM_CONFIG_HOME: path.join(this.home, 'helm/config'),
      HELM_DATA_HOME: path.join(this.home, 'helm/data'),
    }
    const who = ['--kube-as-user', LEARNER, '--kube-as-group', 'system:authenticated']
    const command = [this.address.helm, '--namespace', this.namespace, ...who, ...args] as const
    return runWithin(HELM, [...command], { env, cwd: this.home })
  }

  /** Runs a command that cannot fail through any fault of the learner's; throws what it said where it does. */
  async succeed(tool: 'kubectl' | 'helm', args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this[tool](args)
    if (exitCode !== 0) throw new Error(`${tool} ${args.join(' ')}: ${stderr.trim()}`)
    return stdout
  }

  /** Removes what helm kept on disk. */
  async close(): Promise<void> {
    await rm(this.home, { recursive: true, force: true })
  }
}
