import { onHost } from '../setup/in-cluster.ts'
import { $ } from '../setup/shell.ts'
import type { Api } from './api.ts'
import type { ConfigMap, Container, Pod } from './objects.ts'

/** The images in a cluster that learners' images resolve to, by the last segment of their name. */
export async function resolvedImages(api: Api): Promise<Record<string, string>> {
  const images = await api.request<ConfigMap>('/api/v1/namespaces/assay/configmaps/images')
  return images.data ?? {}
}

/** The containers of a Pod that run as long as it does. */
export function lastingContainers({ spec }: Pod): Container[] {
  const { containers, initContainers = [], ephemeralContainers = [] } = spec
  const staying = initContainers.filter((one) => one.restartPolicy === 'Always')
  return [...containers, ...staying, ...ephemeralContainers]
}

const programs = new Map<string, Promise<string>>()

/** The name of the program that an image starts by itself, without its folder. Throws if Docker does not know the image. */
export function programOf(image: string): Promise<string> {
  const known = programs.get(image) ?? askDocker(image)
  programs.set(image, known)
  return known
}

async function askDocker(image: string): Promise<string> {
  const format = '{{json .Config.Entrypoint}} {{json .Config.Cmd}}'
  const name = onHost(image)
  const { stdout, stderr, exitCode } = await $`docker image inspect --format ${format} ${name}`
  if (exitCode !== 0) throw new Error(`Docker does not know image ${name}: ${stderr.trim()}`)
  const [, first = ''] = /^(?:\[|null \[)"([^"]*)"/.exec(stdout) ?? []
  return first.split('/').at(-1) ?? ''
}
