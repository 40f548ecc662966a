/** The lines of its log by which a node tells that it is ready, and that it has brought in the images that it was given. */
export const lines = {
  ready: 'Node controller sync successful',
  imported: 'Imported images from /var/lib/rancher/k3s/agent/images/assay.tar',
}

/** How long a node has to say both of them, in milliseconds: K3sContainer's own limit. Measured under 10 s on 2 cores. */
export const START_MS = 120_000

/** Where things are in a node, or are put. */
export const paths = {
  /** Written by the node: how its administrator speaks to the API server. */
  kubeconfig: '/etc/rancher/k3s/k3s.yaml',
  /** Put there before it starts: the images of the add-ons, of the workshop and of its app. */
  archive: '/var/lib/rancher/k3s/agent/images/assay.tar',
  /** Put there before it starts: what system calls a learner's containers may make. */
  seccomp: '/var/lib/kubelet/seccomp/assay.json',
  /** A folder for each claim is made here. */
  claims: '/var/lib/rancher/k3s/storage',
  /** Everything that a node stores is on one of these: its objects, its Pods, its images, its volumes. */
  stores: [
    '/run',
    '/var/lib/kubelet',
    '/var/lib/containerd',
    '/var/lib/rancher/k3s',
    '/var/lib/rancher/k3s/storage',
  ],
}

/** The port of the API server. */
export const API_PORT = 6443

/**
 * The programs that Assay runs in a node: kubectl as the learner, nft and the others in scripts of its own. Where there
 * is no `find`, busybox has one.
 */
export const programs = [
  'sh',
  'kubectl',
  'nft',
  'cat',
  'df',
  'head',
  'kill',
  'mktemp',
  'readlink',
  'rm',
  'sed',
  'sleep',
  'stat',
  'tr',
]

/** Programs with which a node bounds the size of all claims together; without them quota alone does. */
export const programsForClaims = ['mke2fs', 'losetup', 'truncate', 'mknod', 'mount']
