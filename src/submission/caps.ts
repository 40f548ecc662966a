/** How much of a submission is read. Real answers stay far below; hostile ones stop here. */
export const caps = {
  entries: 5_000,
  /** Names in all folders, those that are passed over too. */
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
  /** Values of the whole submission. */
  allValues: 100_000,
  problems: 200,
  commands: 200,
  /** Characters of a command, its continuation lines included, and words in it. */
  commandText: 16 * 1024,
  words: 500,
  /** Files, and objects by name, that a command may name. */
  namedByCommand: 200,
  /** Values that one `--set` may set, and the last item of a list that it may name. */
  setPairs: 100,
  setIndex: 100,
  lineText: 200,
} as const
