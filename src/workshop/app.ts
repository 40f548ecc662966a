import { randomBytes } from 'node:crypto'
import http from 'node:http'
import type { Cluster } from '../cluster/cluster.ts'
import type { Submission } from '../submission/submission.ts'

/** An answer to one request; status 0 where there was none, with the reason as its body. */
export interface Answer {
  status: number
  body: string
}

/** A monitor that this run added, under a name that no seed can know. */
export interface Monitor {
  name: string
}

/** No answer that the app gives is larger; the rest is not read. */
const MOST_BYTES = 256 * 1024

/** NanoMon as a user reaches it: over HTTP, through the Ingress of its Namespace. */
export class App {
  readonly url: string
  constructor(
    readonly cluster: Cluster,
    /** The submission whose values made it, if a release serves it. */
    readonly release?: Submission,
  ) {
    this.url = cluster.testNamespace.url
  }

  /** GETs a path once, without following redirects. */
  get(path: string): Promise<Answer> {
    return this.ask(path, 'GET')
  }

  /** Adds a monitor through the API, once; the caller repeats it while the app settles. */
  async addMonitor(): Promise<Monitor & Answer> {
    const name = `assay-${randomBytes(4).toString('hex')}`
    const monitor = {
      name,
      type: 'http',
      interval: '30s',
      target: 'http://localhost:1',
      rule: 'status==200',
      enabled: false,
    }
    return { name, ...(await this.ask('/api/monitors', 'POST', JSON.stringify(monitor))) }
  }

  /**
   * The names of the monitors that the app lists, or the answer that it gave instead; non-texts are left out.
   */
  async monitors(): Promise<string[] | Answer> {
    const answer = await this.get('/api/monitors')
    const list = answer.status === 200 ? parse(answer.body) : undefined
    return Array.isArray(list)
      ? list.map((monitor) => monitor?.name).filter((name) => typeof name === 'string')
      : answer
  }

  /** The name of the Pod that answers `/api/status` and whether it is healthy, or the answer it gave instead. */
  async status(): Promise<{ hostname: string } | Answer> {
    const answer = await this.get('/api/status')
    const status =
      answer.status === 200 ? (parse(answer.body) as { hostname?: unknown } | undefined) : undefined
    return typeof status?.hostname === 'string' ? { hostname: status.hostname } : answer
  }

  /** Where nothing answers at all it may be the cluster that is gone: then this throws, and no app is blamed for it. */
  private async ask(path: string, method: string, body?: string): Promise<Answer> {
    const answer = await request(this.url + path, method, body)
    if (answer.status === 0) await this.cluster.api.text('/readyz')
    return answer
  }
}

/** An answer in words, for a finding. */
export function describe(path: string, { status, body }: Answer): string {
  return status === 0
    ? `no answer from ${path} (${body})`
    : `${path} answered ${status}: ${JSON.stringify(body.slice(0, 120))}`
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** A connection of its own each time, so that a Pod that is gone does not answer for the one in its place. */
function request(url: string, method: string, body?: string): Promise<Answer> {
  return new Promise((resolve) => {
    const none = (error: Error) => resolve({ status: 0, body: error.message })
    const headers = {
      connection: 'close',
      ...(body && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    }
    const sent = http.request(
      url,
      { method, headers, agent: false, signal: AbortSignal.timeout(10_000) },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
          if (text.length > MOST_BYTES) response.destroy(new Error('the answer is too large'))
        })
        response.on('error', none)
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
      },
    )
    sent.on('error', none).end(body)
  })
}
