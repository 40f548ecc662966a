import { createHash } from 'node:crypto'
import { type ImageName, type Images, isPresent } from './images.ts'
import { $, lastWords } from './shell.ts'
import { NotReady } from './step.ts'

/** The node image that a registry offers. */
export const publicNode = 'rancher/k3s:v1.36.3-k3s1'

/**
 * What k3s runs Helm in, of the same publisher as the node, and built from Helm's own source: `helm` 4.1.4 or newer, which
 * is the oldest of its major version without the known ways for a chart to write outside its folder (CVE-2026-35206). It
 * brings a shell and busybox too. k3s 1.36.3 names this tag; it is there for amd64 and arm64.
 */
const publicHelm = 'rancher/klipper-helm:v0.13.3-build20260727'

const references: Record<ImageName, string> = {
  coredns: 'coredns/coredns:1.14.7',
  'metrics-server': 'registry.k8s.io/metrics-server/metrics-server:v0.9.0',
  'local-path-provisioner': 'rancher/local-path-provisioner:v0.0.36',
  traefik: 'traefik:v3.6.25',
  shell: 'busybox:1.37',
  pause: 'registry.k8s.io/pause:3.10',
  postgres: 'postgres:17',
  'nanomon-api': 'ghcr.io/benc-uk/nanomon-api:latest',
  'nanomon-frontend': 'ghcr.io/benc-uk/nanomon-frontend:latest',
  'nanomon-runner': 'ghcr.io/benc-uk/nanomon-runner:latest',
}

/** Whether a registry gives us the smallest image within 10 s. */
export async function registryAnswers(): Promise<boolean> {
  return (await $({ timeout: '10s' })`docker pull --quiet ${references.pause}`).exitCode === 0
}

/** Pulls what is not there yet, and names it as the cluster does. Throws {@link NotReady} where one cannot be had. */
export async function pullImages(signal: AbortSignal): Promise<Images> {
  await pull(publicNode, signal)
  await pull(publicHelm, signal)
  const loaded = {} as Record<ImageName, string>
  for (const [name, reference] of Object.entries(references) as [ImageName, string][]) {
    await pull(reference, signal)
    loaded[name] = `assay/${name}:${createHash('sha256').update(reference).digest('hex').slice(0, 12)}`
    await $`docker tag ${reference} ${loaded[name]}`
  }
  return { origin: 'public', node: publicNode, helm: publicHelm, loaded }
}

async function pull(reference: string, signal: AbortSignal): Promise<void> {
  if (await isPresent(reference)) return
  const pulled = await $({ signal })`docker pull --quiet ${reference}`
  if (pulled.exitCode !== 0) throw new NotReady(`docker pull ${reference} failed: ${lastWords(pulled)}`)
}
