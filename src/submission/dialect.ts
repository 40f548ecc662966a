import type { CollectionTag, DocumentOptions, ParseOptions, ScalarTag, SchemaOptions } from 'yaml'

/** A program that reads YAML, and how it differs from the other one. */
export type Reader = {
  name: 'kubectl' | 'Helm'
  /** Takes a text that begins with a brace for JSON. */
  readsJson: boolean
  /** Keeps whole numbers as 64-bit floating point, as we do. */
  roundsNumbers: boolean
}

/** kubectl, which reads manifests. */
export const KUBECTL: Reader = { name: 'kubectl', readsJson: true, roundsNumbers: false }

/** Helm, which reads values. Measured against Helm: `specs/helm/values.spec.ts`. */
export const HELM: Reader = { name: 'Helm', readsJson: false, roundsNumbers: true }

type Tag = CollectionTag | ScalarTag | string

/** kubectl reads `0o17` (YAML 1.2) as well as `017` (YAML 1.1). */
const octal: ScalarTag = {
  identify: (value) => Number.isInteger(value),
  default: true,
  tag: 'tag:yaml.org,2002:int',
  format: 'OCT12',
  test: /^[-+]?0o[0-7_]+$/,
  resolve: (text) =>
    (text.startsWith('-') ? -1 : 1) * Number.parseInt(text.replace(/^[-+]?0o/, '').replaceAll('_', ''), 8),
  stringify: (node) => String(node.value),
}

// `12:30` and dates are text to kubectl; the other tags have no counterpart in JSON.
const unknownToKubectl = ['binary', 'omap', 'pairs', 'set', 'timestamp']

function isKnown(tag: Tag): boolean {
  if (typeof tag === 'string') return !unknownToKubectl.includes(tag)
  return tag.format !== 'TIME' && !unknownToKubectl.some((name) => tag.tag === `tag:yaml.org,2002:${name}`)
}

/** YAML as kubectl reads it: 1.1, with merges, without times. Measured against kubectl, see dialect.test.ts. */
export const kubectlYaml: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  merge: true,
  // Ours to check in yaml-to-json.ts: the parser compares every key with every other.
  uniqueKeys: false,
  resolveKnownTags: false,
  customTags: (tags) => [octal, ...tags.filter(isKnown)],
}
