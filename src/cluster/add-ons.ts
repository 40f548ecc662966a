import { readdir, readFile } from 'node:fs/promises'
import { parseAllDocuments } from 'yaml'
import type { AppDefinition } from '../setup/app.ts'
import { type Images, ofImage } from '../setup/image-set.ts'
import { inCluster } from '../setup/in-cluster.ts'
import { fixture } from '../setup/paths.ts'
import type { Setup } from '../setup/setup.ts'
import type { NewObject } from './objects.ts'
import type { Clocks } from './pace.ts'

/**
 * The objects of `fixtures/cluster/` with this run's image tags, clocks, image map and words about the images filled in:
 * everything that AKS gives and a bare node does not. Those of the Gateway API are among them only if asked for.
 */
export async function readAddOns(
  { app, images: { loaded } }: Pick<Setup, 'app' | 'images'>,
  clocks: Clocks,
  servesGateways = false,
): Promise<NewObject[]> {
  const files = await filesOf('cluster')
  if (servesGateways) files.push(...(await filesOf('gateway', 'cluster')))
  const filled = files.map((text) =>
    text
      .replace(/(image: )assay\/([\w-]+)$/gm, (_, key, name) => key + inCluster(ofImage(loaded, name)))
      .replace('RECOMMENDED', () => app.recommended)
      .replace(/--metric-resolution=\d+s/, `--metric-resolution=${clocks.metricResolution}s`)
      .replace(/^( *)- --ping\.entrypoint=.*\n/m, (line, indent) =>
        servesGateways ? line + GATEWAY_ARGS.map((arg) => `${indent}- ${arg}\n`).join('') : line,
      ),
  )
  const objects = filled.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()))
  return [...objects.filter(Boolean), imageMap(app, loaded)]
}

/** What makes Traefik serve Gateways; without the kinds of the Gateway API it would wait for them. */
const GATEWAY_ARGS = [
  '--providers.kubernetesgateway=true',
  '--providers.kubernetesgateway.throttleduration=100ms',
]

/** The texts of a folder's manifests. */
async function filesOf(...folder: string[]): Promise<string[]> {
  const names = (await readdir(fixture(...folder))).filter((name) => name.endsWith('.yaml')).sort()
  return Promise.all(names.map((name) => readFile(fixture(...folder, name), 'utf8')))
}

/**
 * What the admission policies look images up in, by the last segment of their path. No other image runs in a section, so
 * that none of an add-on's may be here; the shell alone also makes the folders of claims.
 */
function imageMap({ images }: AppDefinition, loaded: Images['loaded']): NewObject {
  const known = [
    ...images.flatMap(({ name, aliases = [] }) =>
      [name, ...aliases].map((called) => [called, ofImage(loaded, name)] as const),
    ),
    ...['busybox', 'alpine'].map((called) => [called, loaded.shell] as const),
  ]
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'images', namespace: 'assay' },
    data: Object.fromEntries(known.map(([called, reference]) => [called, inCluster(reference)])),
  }
}
