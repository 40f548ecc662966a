import { AsyncLocalStorage } from 'node:async_hooks'
import https from 'node:https'
import { apiPath, isPlainPath, pathOfVersion } from './api-path.ts'
import type { Connection } from './connection.ts'
import { noMatches } from './kubectl-words.ts'
import type { KubernetesObject, ResourceList } from './objects.ts'

/** A request to the API server. */
export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  body?: unknown
  contentType?: string
  /** The user to act as; the cluster's administrator if not given. */
  as?: string
}

/** A refusal may quote all that a learner wrote. More characters of one explain nothing. */
const LONGEST = 10_000

const look = new AsyncLocalStorage<Map<string, Promise<unknown>>>()

/** Looks at the cluster: repeated requests during one look are sent once and share their answer. */
export function atOneLook<T>(observe: () => Promise<T>): Promise<T> {
  return look.run(new Map(), observe)
}

/** The API server's refusal, in its own words. */
export class ApiError extends Error {
  readonly status: number
  readonly reason: string
  constructor(status: number, reason: string, message: string) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.reason = reason
  }
}

/**
 * A client of the API server, in plain JSON over kept connections. The client library's models drop unknown
 * fields before strict validation could see them, and take half a second to load. The caller names the type
 * of the answer; it is not checked, since the API server validates what it stores.
 */
export class Api {
  private readonly agent: https.Agent
  private readonly plurals = new Map<string, Promise<ResourceList>>()

  constructor(private readonly connection: Connection) {
    const { ca, cert, key } = connection
    this.agent = new https.Agent({ keepAlive: true, maxSockets: 8, ca, cert, key })
  }

  /** GETs a path; `undefined` if there is nothing. Throws {@link ApiError} on any other refusal. */
  async get<T = KubernetesObject>(path: string): Promise<T | undefined> {
    try {
      return await this.request<T>(path)
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined
      throw error
    }
  }

  /** The items of a list; none if the path is not served. */
  async list<T = KubernetesObject>(path: string): Promise<T[]> {
    return (await this.get<{ items?: T[] }>(path))?.items ?? []
  }

  /** Sends one request and reads its JSON. Throws {@link ApiError} with the server's own sentence. */
  request<T = unknown>(path: string, request?: ApiRequest): Promise<T> {
    const seen = look.getStore()
    if (!seen || request) return this.send(path, request)
    const answer = seen.get(path) ?? this.send(path)
    seen.set(path, answer)
    return answer as Promise<T>
  }

  private async send<T>(path: string, request: ApiRequest = {}): Promise<T> {
    const text = await this.text(path, request)
    return JSON.parse(text === '' ? '{}' : text)
  }

  /** Sends one request and returns the unparsed body, for logs. */
  async text(
    path: string,
    { method = 'GET', body, contentType = 'application/json', as }: ApiRequest = {},
  ): Promise<string> {
    if (!isPlainPath(path)) throw new ApiError(404, 'NotFound', `there is no path ${path.slice(0, 200)}`)
    const payload = body === undefined ? undefined : JSON.stringify(body)
    const options: https.RequestOptions = {
      agent: this.agent,
      method,
      headers: {
        accept: 'application/json',
        ...(payload !== undefined && {
          'content-type': contentType,
          'content-length': Buffer.byteLength(payload),
        }),
        ...(as !== undefined && { 'impersonate-user': as, 'impersonate-group': 'system:authenticated' }),
      },
      signal: AbortSignal.timeout(30_000),
    }
    const { status, text } = await send(new URL(this.connection.server + path), options, payload)
    if (status < 400) return text
    const { reason = String(status), message = text } = parseStatus(text)
    throw new ApiError(status, reason, message.slice(0, LONGEST))
  }

  /** The path under which objects of a kind live; throws {@link ApiError} for a kind that the cluster does not have. */
  async pathOf(apiVersion: string, kind: string, namespace: string): Promise<string> {
    const refusal = () => new ApiError(404, 'NotFound', noMatches(apiVersion, kind))
    const version = pathOfVersion(apiVersion)
    if (version === undefined) throw refusal()
    const group = `/${version}`
    const known = this.plurals.get(group) ?? this.request<ResourceList>(group)
    this.plurals.set(group, known)
    const resources = await known.catch((error: unknown) => {
      this.plurals.delete(group)
      throw error instanceof ApiError && error.status === 404 ? refusal() : error
    })
    const resource = resources.resources.find((one) => one.kind === kind && !one.name.includes('/'))
    if (!resource) throw refusal()
    return resource.namespaced
      ? group + apiPath`/namespaces/${namespace}/${resource.name}`
      : group + apiPath`/${resource.name}`
  }

  /** The API server's schema of a group and version; `undefined` for one that it does not have. */
  async schemaOf(apiVersion: string): Promise<object | undefined> {
    const version = pathOfVersion(apiVersion)
    return version === undefined ? undefined : this.get<object>(`/openapi/v3/${version}`)
  }
}

/**
 * No answer is larger. The largest that a submission can bring about is a list of all Pods: 600 by the quotas of four
 * sections, at 32 KiB of what was handed in or 128 KiB of values, up to twice that with the names of its fields: 70 MB.
 */
const ANSWER_BYTES = 128 * 2 ** 20

function parseStatus(text: string): { reason?: string; message?: string } {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

function send(
  url: URL,
  options: https.RequestOptions,
  payload?: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = https.request(url, options, (response) => {
      const chunks: Buffer[] = []
      let length = 0
      response
        .on('data', (chunk: Buffer) => {
          length += chunk.length
          if (length <= ANSWER_BYTES) chunks.push(chunk)
          else response.destroy(new Error(`the API server answers ${url.pathname} with more than 128 MiB`))
        })
        .on('error', reject)
        .on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        )
    })
    request
      .on('error', (error: NodeJS.ErrnoException) => {
        // The server may close a kept connection at the moment it is used again: the request has not reached it.
        if (error.code === 'ECONNRESET' && request.reusedSocket) resolve(send(url, options, payload))
        else reject(error)
      })
      .end(payload)
  })
}
