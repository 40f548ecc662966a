/** Limits on reading a submission. Real answers stay far below; hostile ones stop here. */
export const limits = {
  entries: 5_000,
  /** Names in all folders, ignored ones included. */
  names: 100_000,
  folders: 16,
  files: 200,
  fileBytes: 256 * 1024,
  totalBytes: 2 * 1024 * 1024,
  documents: 100,
  depth: 64,
  aliases: 50,
  /** Values and characters of one document after its aliases are written out. */
  values: 10_000,
  characters: 1024 * 1024,
  /** Values and characters of the whole submission. */
  allValues: 100_000,
  allCharacters: 8 * 1024 * 1024,
  /** Objects of the whole submission. The workshop needs 8; a whole exported Namespace has some 60. */
  objects: 200,
  /** Characters of an object as JSON: the largest of the workshop's has 2,000, of the equivalents 4,000. A Deployment's are in each of its Pods. */
  objectText: 32 * 1024,
  /** The same of a ConfigMap or a Secret, which holds files: what `kubectl apply` takes of any object. */
  dataText: 256 * 1024,
  /** The same of Helm values: with `--all`, `helm get values` prints some 30,000 where a chart has subcharts. */
  valuesText: 128 * 1024,
  /** As Kubernetes limits them. */
  name: 253,
  kind: 63,
  problems: 200,
  commands: 200,
  /** Characters of a command, continuation lines included, and its words. */
  commandText: 16 * 1024,
  words: 500,
  /** Variables that a script may set, which is as many aliases, and characters that variables may put into its commands. */
  variables: 200,
  filledIn: 256 * 1024,
  /** Files, and objects by name, that a command may name. */
  namedByCommand: 200,
  /** Values that one `--set` may set, and the last item of a list that it may name. */
  setPairs: 100,
  setIndex: 100,
  lineText: 200,
} as const
