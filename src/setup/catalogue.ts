import type { AppDefinition } from './app.ts'
import { fixture } from './paths.ts'

/** An image that a grade needs, and its origin. */
export interface ImageDefinition {
  /** Names it in the host's Docker, as `assay/NAME`, and in a cluster, as `assay.invalid/NAME`. */
  name: string
  /** Its public name. */
  reference: string
  /** The folder whose `build.sh` builds it if it cannot be pulled; several images may share one. */
  recipe: string
  /** Whether its publisher builds it for amd64 only, so that Docker must emulate amd64 elsewhere. */
  isForAmd64Only?: boolean
}

/** The public names of the images that every workshop needs: the node, the one that Helm runs in, and what is loaded into the node. */
const references = {
  node: 'rancher/k3s:v1.36.3-k3s1',
  // What k3s runs Helm in, of the same publisher as the node, and built from Helm's own source: `helm` 4.1.4 or newer,
  // which is the oldest of its major version without the known ways for a chart to write outside its folder
  // (CVE-2026-35206). It brings a shell and busybox too. k3s 1.36.3 names this tag; it is there for amd64 and arm64.
  helm: 'rancher/klipper-helm:v0.13.3-build20260727',
  coredns: 'coredns/coredns:1.14.7',
  'metrics-server': 'registry.k8s.io/metrics-server/metrics-server:v0.9.0',
  'local-path-provisioner': 'rancher/local-path-provisioner:v0.0.36',
  traefik: 'traefik:v3.6.25',
  shell: 'busybox:1.37',
  pause: 'registry.k8s.io/pause:3.10',
}

/** An image that every workshop needs. */
export type ClusterImage = keyof typeof references

/** Builds all of them. */
const NODE_RECIPE = fixture('images', 'node')

/** The image of this name. */
export const clusterImage = (name: ClusterImage): ImageDefinition => ({
  name,
  reference: references[name],
  recipe: NODE_RECIPE,
})

/** The images that every workshop needs, the node first: it is the largest. */
export const clusterImages = (Object.keys(references) as ClusterImage[]).map(clusterImage)

/** Every image to pull, build, save and report, once each. An app may use one of the cluster's. */
export const imagesFor = ({ images }: Pick<AppDefinition, 'images'>): ImageDefinition[] => [
  ...new Map([...clusterImages, ...images].map((image) => [image.name, image])).values(),
]
