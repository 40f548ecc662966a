import { setTimeout as pause } from 'node:timers/promises'
import type { Handle } from '../cluster/handle.ts'
import type { Workload } from '../cluster/objects.ts'
import { cpuMetric } from '../diagnosis/autoscaler.ts'
import { folderOfRecord, type Timed, writeTable } from './record.ts'

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
  /** The utilisation that the autoscaler aims at. */
  target?: number
  /** Requests a second that the load made in the last second. */
  rate: number
}

/** The replicas over the course of the load; times in milliseconds since the epoch. */
export interface ScaleOut {
  from: number
  began: number
  ended: number
}

/** A row of `timeline.csv`: a sample, or an event and nothing else. */
type Row = { [column in (typeof COLUMNS)[number]]?: number | string | undefined }

const COLUMNS = [
  'replicas',
  'ready',
  'desired',
  'utilisation_percent',
  'target_percent',
  'requests_per_second',
  'event',
] as const

/** The autoscaler's own loop does nothing faster than this. */
const INTERVAL_MS = 1000

/** Looks at a workload and its autoscaler every second, from the first question on. */
export class Timeline {
  readonly samples: Sample[] = []
  /** The scale-out that this timeline saw, once there was one. */
  scaleOut: ScaleOut | undefined
  /** Asked for the current rate at each sample. */
  rate: () => number = () => 0
  private readonly events: { time: number; event: string }[] = []
  private folder: string | undefined
  private running: Promise<void> | undefined
  private readonly stopped = new AbortController()

  constructor(private readonly workload: Handle<Workload>) {}

  /** Begins to look, if it has not; what it sees is evidence of the check that begins it. */
  start(): void {
    this.folder ??= folderOfRecord()
    this.running ??= this.record()
  }

  /** Notes that something happens now. */
  mark(event: string): void {
    this.events.push({ time: Date.now(), event })
  }

  /** Ends looking, and writes what was seen as `timeline.csv`, if there is a check to keep it for. */
  async stop(): Promise<void> {
    this.stopped.abort()
    await this.running
    if (this.folder) await writeTable(this.folder, 'timeline.csv', COLUMNS, this.rows())
  }

  /** The samples, and between them what happened. */
  rows(): Timed<Row>[] {
    const samples = this.samples.map(({ desired, utilisation, target, rate, ...sample }) => ({
      ...sample,
      desired,
      utilisation_percent: utilisation,
      target_percent: target,
      requests_per_second: rate,
    }))
    return [...samples, ...this.events, ...rescales(this.samples)]
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
    const autoscaler = autoscalers.find(({ spec }) => spec.scaleTargetRef.name === this.workload.name)
    const status = autoscaler?.status
    const utilisation = cpuMetric(status?.currentMetrics)?.resource.current?.averageUtilization
    const target = cpuMetric(autoscaler?.spec.metrics)?.resource.target.averageUtilization
    if (!workload) return
    this.samples.push({
      time: Date.now(),
      replicas: workload.spec.replicas,
      ready: workload.status?.readyReplicas ?? 0,
      ...(status?.desiredReplicas !== undefined && { desired: status.desiredReplicas }),
      ...(utilisation !== undefined && { utilisation }),
      ...(target !== undefined && { target }),
      rate: this.rate(),
    })
  }
}

/** Each change of the replicas that the workload should have. */
function rescales(samples: Sample[]): { time: number; event: string }[] {
  return samples.flatMap(({ time, replicas }, i) => {
    const before = samples[i - 1]?.replicas ?? replicas
    return replicas === before ? [] : [{ time, event: `rescale ${before} to ${replicas}` }]
  })
}
