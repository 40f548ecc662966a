import { readFile } from 'node:fs/promises'
import { parseAllDocuments } from 'yaml'
import { fixture } from '../setup/paths.ts'
import type { Api } from './api.ts'
import { install } from './install.ts'
import { admissionIsInForce, until } from './ready.ts'

/** The ingress controller's entry points: names, and ports of the node. A cluster has as many namespaces at one time. */
export const entryPoints = Array.from({ length: 8 }, (_, i) => ({ name: `entry-${i + 1}`, port: 8101 + i }))

/** The place of one section in a cluster: a Namespace, and the address on the host of its Ingress. */
export interface TestNamespace {
  namespace: string
  entryPoint: string
  url: string
}

/** The namespaces of a cluster. */
export class NamespacePool {
  private readonly free: Omit<TestNamespace, 'namespace'>[]

  constructor(
    private readonly api: Api,
    urlOf: (port: number) => string,
  ) {
    this.free = entryPoints.map(({ name, port }) => ({ entryPoint: name, url: urlOf(port) }))
  }

  /**
   * Makes a Namespace with its bounds and the learner's rights, and returns when they are in force. While all entry points
   * are taken, it waits until a Namespace is closed.
   */
  async open(namespace: string): Promise<TestNamespace> {
    const entry = await this.takeEntry()
    try {
      await this.make(namespace, entry.entryPoint)
    } catch (error) {
      // Another section would wait for its Pods, and there is an entry point less.
      await this.api.request(`/api/v1/namespaces/${namespace}`, { method: 'DELETE' }).catch(() => {})
      this.free.push(entry)
      throw error
    }
    return { namespace, ...entry }
  }

  private async make(namespace: string, entryPoint: string): Promise<void> {
    const text = await readFile(fixture('namespace', 'namespace.yaml'), 'utf8')
    const filled = text.replaceAll('NAMESPACE', namespace).replaceAll('ENTRY-POINT', entryPoint)
    for (const document of parseAllDocuments(filled)) await install(this.api, document.toJS())
    await until(`admission in Namespace ${namespace}`, () => admissionIsInForce(this.api, namespace))
  }

  private async takeEntry(): Promise<Omit<TestNamespace, 'namespace'>> {
    let entry = this.free.shift()
    await until('an entry point', async () => {
      entry ??= this.free.shift()
      return entry !== undefined
    })
    return entry as NonNullable<typeof entry>
  }

  /**
   * Deletes the Namespace, and frees its entry point once nothing of it answers or takes capacity any more.
   */
  async close({ namespace, ...entry }: TestNamespace): Promise<void> {
    const ingresses = `/apis/networking.k8s.io/v1/namespaces/${namespace}/ingresses`
    await this.api.request(ingresses, { method: 'DELETE' })
    await this.api.request(`/api/v1/namespaces/${namespace}`, { method: 'DELETE' })
    // From now on nothing makes Pods there; those that are left need no time to say goodbye.
    const pods = `/api/v1/namespaces/${namespace}/pods`
    const atOnce = { apiVersion: 'v1', kind: 'DeleteOptions', gracePeriodSeconds: 1 }
    await this.api.request(pods, { method: 'DELETE', body: atOnce })
    await until(`entry point ${entry.entryPoint}`, async () => (await fetch(entry.url)).status === 404)
    await until(`room of ${namespace}`, async () => (await this.api.list(pods)).length === 0)
    this.free.push(entry)
  }
}
