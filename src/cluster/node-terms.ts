/** The log lines that tell that a node is ready, and that it has imported its images. */
export const lines = {
  ready: 'Node controller sync successful',
  imported: 'Imported images from /var/lib/rancher/k3s/agent/images/assay.tar',
}

/** How long a node has to say both of them, in milliseconds: K3sContainer's own limit. Measured under 10 s on 2 cores. */
export const START_MS = 120_000

/** Paths in a node. */
export const paths = {
  /** Written by the node: how its administrator speaks to the API server. */
  kubeconfig: '/etc/rancher/k3s/k3s.yaml',
  /** Put there before it starts: the images of the add-ons, the workshop and its app. */
  archive: '/var/lib/rancher/k3s/agent/images/assay.tar',
  /** Put there before it starts: the system calls that a learner's containers may make. */
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
