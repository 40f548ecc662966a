import { posix } from 'node:path'
import { isObject, type Json, type JsonObject } from '../../submission/json.ts'
import {
  choose,
  type Draft,
  freshPath,
  identityOf,
  manifestFiles,
  objectsIn,
  replaceFile,
  type Written,
} from './draft.ts'

/** Each document becomes a file, and each item of a List a document. */
export function split(draft: Draft, choice: number): Draft {
  const file = choose(movable(draft), choice)
  if (!file) return draft
  const [only, ...more] = file.documents
  if (only && more.length === 0) {
    const items = itemsOf(only)
    return items ? replaceFile(draft, file, { ...file, documents: items }) : draft
  }
  const files = file.documents.map((document, i) => ({
    ...file,
    path: numbered(file.path, i),
    documents: [document],
  }))
  const isTaken = files.some(({ path }) => draft.files.some((other) => other.path === path))
  return isTaken ? draft : replaceFile(draft, file, ...files)
}

function numbered(path: string, i: number): string {
  const [ending = ''] = /\.(ya?ml|json)(\.txt)?$/i.exec(path) ?? []
  return `${path.slice(0, path.length - ending.length)}.${i}${ending}`
}

function itemsOf({ kind, items }: JsonObject): JsonObject[] | undefined {
  return kind === 'List' && Array.isArray(items) && items.length > 0 && items.every(isWhole)
    ? (items as JsonObject[])
    : undefined
}

const isWhole = (item: Json) => isObject(item) && typeof item.kind === 'string'

/** Two files become one. */
export function merge(draft: Draft, choice: number): Draft {
  const files = movable(draft).filter((file) => !isDeleted(draft, file))
  const first = choose(files, choice)
  const second = choose(
    files.filter((file) => file !== first),
    Math.floor(choice / files.length),
  )
  if (!first || !second) return draft
  const both = { ...first, documents: [...first.documents, ...second.documents] }
  const named = replaceFile(draft, second, first)
  const { files: all } = named
  return {
    files: all.filter((file, i) => all.indexOf(file) === i).map((file) => (file === first ? both : file)),
  }
}

/**
 * Whether a command deletes a file, or a Deployment in it, by name. It must not find more in that file, and no command
 * that applies more may bring the Deployment back.
 */
function isDeleted({ files }: Draft, file: Written): boolean {
  const deployments = objectsIn({ files: [file] }).filter(({ kind }) => kind === 'Deployment')
  const names = deployments.flatMap(({ metadata }) => (isObject(metadata) ? String(metadata.name) : []))
  const deletes = (line: string) =>
    line.includes(' delete ') && [posix.basename(file.path), ...names].some((name) => line.includes(name))
  return commandLines(files).some(deletes)
}

/** The documents of a file become the items of a List. */
export function wrapInList(draft: Draft, choice: number): Draft {
  const file = choose(
    manifestFiles(draft).filter(
      ({ documents }) => !documents.some(({ kind }) => String(kind).endsWith('List')),
    ),
    choice,
  )
  if (!file) return draft
  const list = { apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' }, items: file.documents }
  return replaceFile(draft, file, { ...file, documents: [list] })
}

/** Whether a command applies a folder: which files it finds there depends on where they are. */
const namesFolder = ({ files }: Draft) =>
  commandLines(files).some((line) => line.includes(' apply ') && !/\.(ya?ml|json|txt)/.test(line))

const commandLines = (files: Draft['files']) =>
  files.flatMap((one) => (one.role === 'commands' ? one.text.split('\n') : []))

/** A file gets another name, folder and ending. Values that no command names keep their name. */
export function rename(draft: Draft, choice: number): Draft {
  const files = isOrderFree(draft) ? draft.files.filter(({ role }) => role !== 'other') : []
  const file = choose(files, choice)
  if (!file || namesFolder(draft)) return draft
  const folder = choose(FOLDERS, Math.floor(choice / 7)) ?? ''
  if (file.role !== 'manifests') {
    const path = posix.join(folder, posix.basename(file.path))
    const isTaken = draft.files.some((other) => other !== file && other.path === path)
    return isTaken ? draft : replaceFile(draft, file, { ...file, path })
  }
  const endings = file.style.isJson ? ['.json', '.yaml'] : ['.yaml', '.yml', '.yaml.txt']
  const ending = choose(endings, Math.floor(choice / 3)) ?? '.yaml'
  const path = freshPath(draft, folder, choose(NAMES, Math.floor(choice / 11)) ?? '', ending)
  return replaceFile(draft, file, { ...file, path })
}

const FOLDERS = ['', 'k8s', 'section-10/manifests', 'Abgabe', 'übung']
const NAMES = ['all', 'my_manifest', '10', 'Deployment', 'zz-last', 'data.base']

/** The documents of a file, and the files, change their order. */
export function reorder(draft: Draft, choice: number): Draft {
  const file = choose(movable(draft), choice)
  return file ? replaceFile(draft, file, { ...file, documents: file.documents.toReversed() }) : draft
}

/** The keys of a file's mappings change their order. */
export function reorderKeys(draft: Draft, choice: number): Draft {
  const file = choose(
    draft.files.filter((one): one is Written => 'documents' in one),
    choice,
  )
  if (!file) return draft
  const documents = file.documents.map((document) => turned(document, choice) as JsonObject)
  return replaceFile(draft, file, { ...file, documents })
}

function turned(value: Json, by: number): Json {
  if (Array.isArray(value)) return value.map((item) => turned(item, by))
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, turned(inner, by)] as const)
  const at = entries.length === 0 ? 0 : by % entries.length
  return Object.fromEntries([...entries.slice(at), ...entries.slice(0, at)].toReversed())
}

const movable = (draft: Draft) => (isOrderFree(draft) ? manifestFiles(draft) : [])

/** Of objects with the same kind and name the last one wins: then their order has a meaning. */
function isOrderFree(draft: Draft): boolean {
  const all = objectsIn(draft).map(identityOf)
  return new Set(all).size === all.length
}
