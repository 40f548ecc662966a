/** The folders of `fixtures/images/`, each of which builds some of the images. */
export type Recipe = 'node' | 'postgres' | 'nanomon'

/** Where an image comes from. */
export interface Source {
  /** Its public name. */
  reference: string
  /** What builds its stand-in. */
  recipe: Recipe
  /** Whether its publisher builds it for amd64 and nothing else, so that Docker must emulate it elsewhere. */
  isForAmd64Only?: boolean
}

const nanomon = (part: string): Source => ({
  reference: `ghcr.io/benc-uk/nanomon-${part}:latest`,
  recipe: 'nanomon',
  isForAmd64Only: true,
})

/** Every image that a grade needs: the node, the one that Helm runs in, and what is loaded into the node. What is pulled, built, saved and reported is this. */
const catalogue = {
  node: { reference: 'rancher/k3s:v1.36.3-k3s1', recipe: 'node' },
  // What k3s runs Helm in, of the same publisher as the node, and built from Helm's own source: `helm` 4.1.4 or newer,
  // which is the oldest of its major version without the known ways for a chart to write outside its folder
  // (CVE-2026-35206). It brings a shell and busybox too. k3s 1.36.3 names this tag; it is there for amd64 and arm64.
  helm: { reference: 'rancher/klipper-helm:v0.13.3-build20260727', recipe: 'node' },
  coredns: { reference: 'coredns/coredns:1.14.7', recipe: 'node' },
  'metrics-server': { reference: 'registry.k8s.io/metrics-server/metrics-server:v0.9.0', recipe: 'node' },
  'local-path-provisioner': { reference: 'rancher/local-path-provisioner:v0.0.36', recipe: 'node' },
  traefik: { reference: 'traefik:v3.6.25', recipe: 'node' },
  shell: { reference: 'busybox:1.37', recipe: 'node' },
  pause: { reference: 'registry.k8s.io/pause:3.10', recipe: 'node' },
  postgres: { reference: 'postgres:17', recipe: 'postgres' },
  'nanomon-api': nanomon('api'),
  'nanomon-frontend': nanomon('frontend'),
  'nanomon-runner': nanomon('runner'),
} satisfies Record<string, Source>

/** One of the images that a grade needs. */
export type ImageName = keyof typeof catalogue

/** One of those that every cluster is given. */
export type LoadedName = Exclude<ImageName, 'node' | 'helm'>

/** All images, the node first: it is the largest. */
export const imageNames = Object.keys(catalogue) as ImageName[]

/** Those that every cluster is given. */
export const loadedNames = imageNames.filter((name): name is LoadedName => name !== 'node' && name !== 'helm')

/** Where an image comes from. */
export const sourceOf = (name: ImageName): Source => catalogue[name]
