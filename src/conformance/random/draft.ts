import { posix } from 'node:path'
import { readDocuments } from '../../submission/documents.ts'
import { isObject, type JsonObject } from '../../submission/json.ts'
import { roleOf } from '../../submission/names.ts'
import type { Submission } from '../../submission/submission.ts'
import { PLAIN, type Style, write } from './style.ts'

/** A submission to rewrite: its files, those that can be read with what they hold. */
export interface Draft {
  files: DraftFile[]
}

/** A file of a {@link Draft}. A file that cannot be read, or is no answer, stays as it is: its role is `other`. */
export type DraftFile = Written | Text

/** A file of objects, or of Helm values. */
export interface Written {
  role: 'manifests' | 'values'
  path: string
  documents: JsonObject[]
  style: Style
}

/** A file of commands, or one that is left alone. */
export interface Text {
  role: 'commands' | 'other'
  path: string
  text: string
}

/** The texts of a submission's files, by path. */
export type Texts = Record<string, string>

/** Makes a draft of a submission's files. `submission` is what the reader makes of them. */
export function toDraft(texts: Texts, submission: Submission): Draft {
  return { files: Object.entries(texts).map(([path, text]) => toFile(path, text, submission)) }
}

function toFile(path: string, text: string, { values, problems }: Submission): DraftFile {
  const role = roleOf(posix.basename(path))
  if (role === 'commands') return { role, path, text }
  const isBroken = problems.some(({ severity, at }) => severity === 'error' && at?.file === path)
  if (isBroken || (role !== 'yaml' && role !== 'json')) return { role: 'other', path, text }
  if (values?.file === path)
    return { role: 'values', path, documents: [values.object], style: { ...PLAIN, isJson: false } }
  const documents = readDocuments(text, path).contents.map(({ value }) => value)
  const areObjects = documents.length > 0 && documents.every((value) => isObject(value) && 'kind' in value)
  if (!areObjects) return { role: 'other', path, text }
  const isJson = role === 'json'
  return { role: 'manifests', path, documents: documents as JsonObject[], style: { ...PLAIN, isJson } }
}

/** Writes the files of a draft out. */
export function toTexts({ files }: Draft): Texts {
  return Object.fromEntries(
    files.map((file) => [file.path, 'text' in file ? file.text : write(file.documents, file.style)]),
  )
}

/** The item that a number chooses from a list; nothing from an empty one. */
export function choose<T>(items: T[], choice: number): T | undefined {
  return items[choice % items.length]
}

/** The files that hold objects. */
export function manifestFiles({ files }: Draft): Written[] {
  return files.filter((file): file is Written => file.role === 'manifests')
}

/** Puts some files in the place of one, under their own paths; commands that name it name them instead. */
export function replaceFile(draft: Draft, old: DraftFile, ...by: DraftFile[]): Draft {
  const names = by.map(({ path }) => path)
  const files = draft.files.flatMap((file) => (file === old ? by : [file]))
  if (names.length === 1 && names[0] === old.path) return { files }
  const isMeant = meaning(old.path, draft)
  return {
    files: files.map((file) =>
      file.role === 'commands' ? { ...file, text: renamedIn(file.text, isMeant, names) } : file,
    ),
  }
}

/** Words that do not mean a folder, though one may be called so. */
const NO_FOLDER = ['', 'kubectl', 'helm']

/** Whether a word of a command means a file: its path, its name, or its folder, if the file is alone there. */
function meaning(path: string, { files }: Draft): (word: string) => boolean {
  const isAlone = (of: (path: string) => string) =>
    files.filter((file) => of(file.path) === of(path)).length === 1
  const [hasOwnName, hasOwnFolder] = [isAlone(posix.basename), isAlone(posix.dirname)]
  return (word) =>
    posix.normalize(word) === path ||
    (hasOwnName && posix.basename(word) === posix.basename(path)) ||
    (hasOwnFolder && !NO_FOLDER.includes(word) && posix.join(word, '.') === posix.dirname(path))
}

/** The words of a command line that may name files: `-f a,b`, `--values=a`. A line that only named what is gone goes too. */
function renamedIn(text: string, isMeant: (word: string) => boolean, names: string[]): string {
  return text
    .split('\n')
    .flatMap((line) => {
      if (line.trimStart().startsWith('#')) return [line]
      const named = line.split(/([\s,='"]+)/)
      if (!named.some(isMeant)) return [line]
      if (names.length === 0) return []
      return [named.map((word) => (isMeant(word) ? names.join(',') : word)).join('')]
    })
    .join('\n')
}

/** The commands of a draft, if it has one file of them in which each stands on one line. */
export function plainCommands({ files }: Draft): Text | undefined {
  const [commands, ...more] = files.filter((file): file is Text => file.role === 'commands')
  return more.length > 0 || /\\\r?\n/.test(commands?.text ?? '') ? undefined : commands
}

/** A path that no file of a draft has yet. */
export function freshPath({ files }: Draft, folder: string, name: string, ending: string): string {
  const taken = new Set(files.map(({ path }) => posix.basename(path)))
  for (let i = 0; ; i += 1) {
    const base = `${name}${i === 0 ? '' : `-${i}`}${ending}`
    if (!taken.has(base)) return posix.join(folder, base)
  }
}

/** Changes every object of a draft, those in Lists too. */
export function mapObjects(draft: Draft, change: (object: JsonObject) => JsonObject): Draft {
  const inList = (object: JsonObject): JsonObject =>
    Array.isArray(object.items)
      ? { ...object, items: object.items.map((item) => (isObject(item) ? change(item) : item)) }
      : change(object)
  return {
    files: draft.files.map((file) =>
      file.role === 'manifests' ? { ...file, documents: file.documents.map(inList) } : file,
    ),
  }
}

/** The objects of a draft, those in Lists too. */
export function objectsIn(draft: Draft): JsonObject[] {
  const all = manifestFiles(draft).flatMap(({ documents }) => documents)
  return all.flatMap((one) => (Array.isArray(one.items) ? one.items.filter(isObject) : [one]))
}

/** The kind and name of an object, as one text. */
export function identityOf({ kind, metadata }: JsonObject): string {
  return JSON.stringify([kind, isObject(metadata) ? metadata.name : undefined])
}
