import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Handle } from '../cluster/handle.ts'
import type { Workload } from '../cluster/objects.ts'
import { cpuMetric } from '../diagnosis/autoscaler.ts'

/** The state of the autoscaled workload at one moment. */
export interface Sample {
  /** Milliseconds since the epoch. */
  time: number
  /** The replicas that the workload should have. */
  replicas: number
  ready: number
  /** The autoscaler's last desired replicas, if there is one. */
  desired?: number
  /** CPU in percent of the Pods' requests, as the autoscaler read it. */
  utilisation?: number
  /** Requests a second that the load made in the last second. */
  rate: number
}

/** The replicas over the course of the load; times in milliseconds since the epoch. */
export interface ScaleOut {
  from: number
  began: number
  ended: number
}

/** The autoscaler's own loop does nothing faster than this. */
const INTERVAL_MS = 1000

/** Looks at a workload and its autoscaler every second, from the first question on. */
export class Timeline {
  readonly samples: Sample[] = []
  /** The scale-out that this timeline saw, once there was one. */
  scaleOut: ScaleOut | undefined
  /** Asked for the current rate at each sample. */
  rate: () => number = () => 0
  private running: Promise<void> | undefined
  private readonly stopped = new AbortController()

  constructor(private readonly workload: Handle<Workload>) {}

  /** Begins to look, if it has not. */
  start(): void {
    this.running ??= this.record()
  }

  /** Ends looking. */
  async stop(): Promise<void> {
    this.stopped.abort()
    await this.running
  }

  /** The samples as a table, one line each. */
  toCsv(): string {
    const [first] = this.samples
    const lines = this.samples.map(({ time, replicas, ready, desired = '', utilisation = '', rate }) =>
      [((time - (first?.time ?? 0)) / 1000).toFixed(1), replicas, ready, desired, utilisation, rate].join(
        ',',
      ),
    )
    return `${['seconds,replicas,ready,desired,utilisation_percent,requests_per_second', ...lines].join('\n')}\n`
  }

  /** Writes the table into a folder as `timeline.csv`; writes nothing if there is no sample. */
  async write(folder: string): Promise<void> {
    if (this.samples.length === 0) return
    await mkdir(folder, { recursive: true })
    await writeFile(path.join(folder, 'timeline.csv'), this.toCsv())
  }

  private async record(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      // A look that fails is a gap in the record; the checks look for themselves.
      await this.look().catch(() => undefined)
      await pause(INTERVAL_MS, undefined, { signal: this.stopped.signal }).catch(() => undefined)
    }
  }

  private async look(): Promise<void> {
    const [workload, autoscalers] = await Promise.all([
      this.workload.get(),
      this.workload.cluster.list('autoscaling/v2', 'HorizontalPodAutoscaler'),
    ])
    const status = autoscalers.find(({ spec }) => spec.scaleTargetRef.name === this.workload.name)?.status
    const utilisation = cpuMetric(status?.currentMetrics)?.resource.current?.averageUtilization
    if (!workload) return
    this.samples.push({
      time: Date.now(),
      replicas: workload.spec.replicas,
      ready: workload.status?.readyReplicas ?? 0,
      ...(status?.desiredReplicas !== undefined && { desired: status.desiredReplicas }),
      ...(utilisation !== undefined && { utilisation }),
      rate: this.rate(),
    })
  }
}
