import { readdir, readFile } from 'node:fs/promises'
import { parseAllDocuments } from 'yaml'
import type { Images } from '../setup/image-set.ts'
import { inCluster } from '../setup/in-cluster.ts'
import { fixture } from '../setup/places.ts'
import type { NewObject } from './objects.ts'
import type { Clocks } from './pace.ts'

/**
 * The objects of `fixtures/cluster/` with this run's image tags, clocks and image map filled in: everything that
 * AKS gives and a bare node does not.
 */
export async function readAddOns({ loaded }: Images, clocks: Clocks): Promise<NewObject[]> {
  const names = (await readdir(fixture('cluster'))).filter((name) => name.endsWith('.yaml')).sort()
  const files = await Promise.all(names.map((name) => readFile(fixture('cluster', name), 'utf8')))
  const filled = files.map((text) =>
    text
      .replace(
        /(image: )assay\/([\w-]+)$/gm,
        (_, key, name) => key + inCluster(loaded[name as keyof typeof loaded]),
      )
      .replace(/--metric-resolution=\d+s/, `--metric-resolution=${clocks.metricResolution}s`),
  )
  const objects = filled.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()))
  return [...objects.filter(Boolean), imageMap(loaded)]
}

/**
 * What the admission policies look images up in, by the last segment of their path. No other image runs in a section, so
 * that none of an add-on's may be here; the shell alone also makes the folders of claims.
 */
function imageMap(loaded: Images['loaded']): NewObject {
  const {
    postgres,
    shell,
    'nanomon-api': api,
    'nanomon-frontend': frontend,
    'nanomon-runner': runner,
  } = loaded
  const images = {
    postgres,
    'nanomon-api': api,
    'nanomon-frontend': frontend,
    'nanomon-runner': runner,
    // The workshop's older files call them `nanomon/api` and so on.
    api,
    frontend,
    runner,
    busybox: shell,
    alpine: shell,
  }
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'images', namespace: 'assay' },
    data: Object.fromEntries(Object.entries(images).map(([name, reference]) => [name, inCluster(reference)])),
  }
}
