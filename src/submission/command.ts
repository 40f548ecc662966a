import type { Position } from './position.ts'

/** A line that is not replayed, and the reason; it costs no points. */
export type Skipped = { position: Position; text: string; reason: string }

/** The object that a command acts on, by the kind's full name. */
export type Target = { kind: string; name: string }

/** `kubectl scale` */
export type Scale = {
  tool: 'kubectl'
  verb: 'scale'
  target: Target
  replicas: number
  currentReplicas?: number
}

/** `kubectl autoscale`; a share (`--cpu=50%`) is `cpuPercent`, an amount (`--cpu=500m`) is `cpuQuantity`. */
export type Autoscale = {
  tool: 'kubectl'
  verb: 'autoscale'
  target: Target
  name: string
  min?: number
  max: number
  cpuPercent?: number
  cpuQuantity?: string
}

/** `kubectl apply -f`; files as `Manifest.file` has them. */
export type Apply = { tool: 'kubectl'; verb: 'apply'; files: string[] }

/** `kubectl delete`: all objects of some kinds, or single targets, or the objects in files. */
export type Delete = {
  tool: 'kubectl'
  verb: 'delete'
  kinds: string[]
  all: boolean
  targets: Target[]
  files: string[]
}

/** `helm repo add` */
export type RepoAdd = { tool: 'helm'; verb: 'repo add'; name: string; url: string }

/** `helm repo update` */
export type RepoUpdate = { tool: 'helm'; verb: 'repo update'; names: string[] }

/** `helm install` or `helm upgrade`; values files as `Values.file` has them. */
export type Release = {
  tool: 'helm'
  verb: 'install' | 'upgrade'
  release: string
  chart: string
  values: string[]
  set: string[]
  setString: string[]
  version?: string
  /** `helm upgrade --install` */
  install: boolean
}

/** The request of a line. */
export type CommandRequest = Scale | Autoscale | Apply | Delete | RepoAdd | RepoUpdate | Release

/** A line to replay. It is a position too: pass it wherever one is shown. */
export type Command = Position & { argv: string[] } & CommandRequest

/** Finds in the submission what a command names. */
export interface Find {
  /** The files of a name. */
  files(name: string, recursive: boolean): string[]
  /** What can be scaled of the objects in a file. */
  workloads(file: string): Target[]
}

/** Where nobody looks at files: each is what it is called, and nothing is known to be in it. */
export const UNSEEN: Find = { files: (name) => [name], workloads: () => [] }
