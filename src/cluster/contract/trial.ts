import { markUsed } from '../../setup/archive.ts'
import type { Parts } from '../../setup/parts.ts'
import { $, lastWords } from '../../setup/shell.ts'
import { Api } from '../api.ts'
import { boot } from '../boot.ts'
import { type Connection, connectionOf, kubeconfigFor } from '../connection.ts'
import { Helm } from '../helm.ts'
import { openHelm } from '../helm-container.ts'
import { LEARNER } from '../learner.ts'
import { Node, reserve } from '../node.ts'
import { type Belongings, labelOf, makeNetwork, remove, setAside, sweep } from '../owner.ts'
import { clocks } from '../pace.ts'
import { findPublished } from '../published.ts'
import { type Seat, Seats } from '../seat.ts'

/** A node image on trial: the node that was started from it, and what the clauses have come to know of it so far. */
export class Trial {
  /** What the node is started with: the clocks of a grade. */
  readonly clocks = clocks.fast
  /** Where the objects of the trial are, once that is opened. */
  seat: Seat | undefined
  private belongings: Belongings | undefined
  private started: { container: string; connection: Connection; api: Api; seats: Seats } | undefined

  constructor(
    readonly image: string,
    readonly parts: Parts,
    readonly signal: AbortSignal,
  ) {}

  /** Runs a script in the image, without anything of a node around it. Throws Docker's words where the image cannot run one. */
  async runInImage(script: string): Promise<string> {
    const alone = ['--rm', '--network', 'none', '--entrypoint', 'sh']
    const ran = await $({ timeout: '60s' })`docker run ${alone} ${this.image} -c ${script}`
    if (ran.stderr.includes('exec: "sh"')) throw new Error('It has no sh.')
    if (ran.exitCode !== 0) throw new Error(`Docker does not run it: ${lastWords(ran)}.`)
    return ran.stdout.trim()
  }

  /** Starts the node as a grade does. Throws `NotStarted` where it does not come up. */
  async start(): Promise<void> {
    await sweep()
    const [reserved, published] = await Promise.all([reserve(), findPublished()])
    const { archive, images } = this.parts
    const make = { archive, pauseImage: images.loaded.pause, clocks: this.clocks, reserved, published }
    await markUsed(archive)
    this.belongings = setAside()
    this.signal.addEventListener('abort', this.onAbort)
    const network = await makeNetwork(this.belongings, published)
    const node = new Node({ ...make, image: this.image })
    const container = await boot(node.withLabels(this.belongings.label).withNetworkMode(network))
    const connection = connectionOf(container.getKubeConfig())
    const api = new Api(connection)
    const urlOf = (port: number) => `http://${container.getHost()}:${container.getMappedPort(port)}`
    this.started = { container: container.getId(), connection, api, seats: new Seats(api, urlOf) }
  }

  /** The node, once it has been started. */
  get node() {
    if (!this.started) throw new Error('the node has not been started')
    return this.started
  }

  /** The Namespace of the trial, once it has been opened. */
  get namespace(): string {
    if (!this.seat) throw new Error('no Namespace has been opened')
    return this.seat.namespace
  }

  /** Starts Helm beside the node, as a grade does. */
  async openHelm(): Promise<Helm> {
    const { container, connection } = this.node
    const label = this.belongings ? labelOf(this.belongings) : ''
    const place = { network: `container:${container}`, label }
    const { helm } = await openHelm(this.parts.images, place, kubeconfigFor(LEARNER, connection))
    return new Helm(helm, `/tmp/${this.namespace}`)
  }

  /** Removes the node and all that belongs to it. */
  async close(): Promise<void> {
    this.signal.removeEventListener('abort', this.onAbort)
    await this.removal
    if (this.belongings) await remove(this.belongings)
  }

  private removal: Promise<void> | undefined
  private readonly onAbort = () => {
    if (this.belongings) this.removal = remove(this.belongings)
  }
}
