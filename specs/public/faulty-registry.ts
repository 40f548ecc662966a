import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { digestOf, MANIFEST, type MadeImage, makeImage } from './made-image.ts'

/** What goes wrong; each image is named after what it meets, as `HOST/FAULT/image:1`. */
export type Fault =
  | 'refuses'
  | 'asks-for-a-login'
  | 'has-not'
  | 'throttles'
  | 'other-processor'
  | 'list-of-others'
  | 'is-down'
  | 'was-down'
  | 'hangs-at-once'
  | 'hangs-in-the-middle'

const LIST = 'application/vnd.docker.distribution.manifest.list.v2+json'

/** Each error as registries send it: its status, its code, its sentence, and headers besides. */
const ERRORS: Partial<Record<Fault, [number, string, string, Record<string, string>?]>> = {
  refuses: [403, 'DENIED', 'requested access to the resource is denied'],
  'asks-for-a-login': [
    401,
    'UNAUTHORIZED',
    'authentication required',
    { 'www-authenticate': 'Basic realm="class"' },
  ],
  'has-not': [404, 'MANIFEST_UNKNOWN', 'manifest unknown'],
  throttles: [429, 'TOOMANYREQUESTS', 'You have reached your pull rate limit.', { 'retry-after': '600' }],
  'is-down': [502, 'UNKNOWN', 'bad gateway'],
}

/** Starts a registry with faults, for Docker's architecture and for another. */
export async function startFaultyRegistry(
  architecture: string,
): Promise<{ host: string; asked: string[]; stop(): void }> {
  const other = architecture === 'amd64' ? 'arm64' : 'amd64'
  const [image, foreign] = await Promise.all([makeImage(architecture), makeImage(other)])
  const asked: string[] = []
  let isDown = 2
  const server = createServer((request, response) => {
    const url = request.url ?? ''
    asked.push(`${request.method} ${url}`)
    const fault = (/^\/v2\/(?:class\/)?([\w-]+)\//.exec(url) ?? [])[1] as Fault | undefined
    if (fault === undefined) return send(response, 200, '{}')
    if (fault === 'hangs-at-once') return undefined
    if (fault === 'was-down' && isDown-- > 0) return send(response, 503, '')
    const error = ERRORS[fault]
    if (error) {
      const [status, code, message, headers] = error
      return send(response, status, JSON.stringify({ errors: [{ code, message }] }), headers)
    }
    if (url.includes('/manifests/') && fault === 'list-of-others')
      return send(response, 200, listOf('s390x', foreign.manifest), { 'content-type': LIST })
    return serve(request, response, fault === 'other-processor' ? foreign : image, fault)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    host: `127.0.0.1:${port}`,
    asked,
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function serve(
  { url = '', method }: IncomingMessage,
  response: ServerResponse,
  { manifest, parts, layer }: MadeImage,
  fault: Fault,
): void {
  const isManifest = url.includes('/manifests/')
  const part = isManifest ? manifest : parts.get(url.split('/').at(-1) ?? '')
  if (!part) {
    send(response, 404, '')
    return
  }
  const headers = {
    'content-type': isManifest ? MANIFEST : 'application/octet-stream',
    'content-length': String(part.length),
    'docker-content-digest': digestOf(part),
  }
  if (fault === 'hangs-in-the-middle' && part === layer) {
    response.writeHead(200, headers)
    response.write(part.subarray(0, part.length / 2))
    return
  }
  send(response, 200, method === 'HEAD' ? '' : part, headers)
}

function listOf(architecture: string, manifest: Buffer): string {
  const platform = { architecture, os: 'linux' }
  const one = { mediaType: MANIFEST, size: manifest.length, digest: digestOf(manifest), platform }
  return JSON.stringify({ schemaVersion: 2, mediaType: LIST, manifests: [one] })
}

function send(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'docker-distribution-api-version': 'registry/2.0', ...headers }).end(body)
}
