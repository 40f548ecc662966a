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
 * everything that AKS gives and a bare node does not.
 */
export async function readAddOns(
  { app, images: { loaded } }: Pick<Setup, 'app' | 'images'>,
  clocks: Clocks,
): Promise<NewObject[]> {
  const names = (await readdir(fixture('cluster'))).filter((name) => name.endsWith('.yaml')).sort()
  const files = await Promise.all(names.map((name) => readFile(fixture('cluster', name), 'utf8')))
  const filled = files.map((text) =>
    text
      .replace(/(image: )assay\/([\w-]+)$/gm, (_, key, name) => key + inCluster(ofImage(loaded, name)))
      .replace('RECOMMENDED', () => app.recommended)
      .replace(/--metric-resolution=\d+s/, `--metric-resolution=${clocks.metricResolution}s`),
  )
  const objects = filled.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()))
  return [...objects.filter(Boolean), imageMap(app, loaded)]
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
