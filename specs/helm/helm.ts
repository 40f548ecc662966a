import { Helm } from '../../src/cluster/helm.ts'
import { giveChart, startHelm } from '../../src/cluster/helm-container.ts'
import { labelOf, remove, setAside } from '../../src/cluster/reaper.ts'
import type { Chart } from '../../src/setup/app.ts'
import { ensureSetup } from '../../src/setup/setup.ts'
import { nanomon } from '../../src/workshop/nanomon.ts'

/** Helm in a container like a cluster's, without a cluster or any other network. */
export class LoneHelm {
  private runs = 0

  private constructor(
    /** The id of its container. */
    readonly container: string,
    /** Removes the container. */
    readonly stop: () => Promise<void>,
  ) {}

  static async start(): Promise<LoneHelm> {
    const { images } = await ensureSetup(nanomon, new AbortController().signal)
    const belongings = setAside()
    const container = await startHelm(images.helm, { network: 'none', label: labelOf(belongings) })
    return new LoneHelm(container, () => remove(belongings))
  }

  /** Takes a chart in, and returns the chart as Helm is to be told of it. */
  takeChart(chart: Chart): Promise<string> {
    return giveChart(this.container, chart)
  }

  /** What `helm template` makes of a chart with these values; `undefined` if Helm refuses them. No cluster is asked. */
  async template(chart: string, values: string | Buffer): Promise<string | undefined> {
    const helm = new Helm(this.container, `/tmp/run-${this.runs++}`)
    const { exitCode, stdout, stderr } = await helm.run(
      ['template', 'demo', chart, '--values', helm.values],
      values,
    )
    if (exitCode === 0) return stdout
    if (!stderr.startsWith('Error: ')) throw new Error(stderr)
    return undefined
  }
}
