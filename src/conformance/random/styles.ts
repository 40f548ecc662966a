import { posix } from 'node:path'
import { choose, type Draft, freshPath, replaceFile, type Written } from './draft.ts'
import type { Style } from './style.ts'

/** A rewriting that changes how one file is written: YAML or JSON, quotes, anchors, comments, ends of lines. */
export function restyle(change: (style: Style, choice: number) => Partial<Style>) {
  return (draft: Draft, choice: number): Draft => {
    const file = choose(
      draft.files.filter((one): one is Written => 'documents' in one),
      choice,
    )
    if (!file) return draft
    return replaceFile(draft, file, { ...file, style: { ...file.style, ...change(file.style, choice) } })
  }
}

/** A file of objects is written in JSON. */
export function toJsonFile(draft: Draft, choice: number): Draft {
  const file = choose(
    draft.files.filter((one) => one.role === 'manifests'),
    choice,
  )
  if (file?.role !== 'manifests' || file.style.isJson) return draft
  const { dir, name } = posix.parse(file.path)
  const path = choice % 2 === 0 ? file.path : freshPath(draft, dir, name.replace(/\.ya?ml$/, ''), '.json')
  return replaceFile(draft, file, { ...file, path, style: { ...file.style, isJson: true } })
}

/** The commands are written with the ends of lines of Windows, comments or prompts. */
export function restyleCommands(draft: Draft, choice: number): Draft {
  const file = draft.files.find(({ role }) => role === 'commands')
  if (file?.role !== 'commands') return draft
  const lines = file.text.replaceAll('\r\n', '\n').split('\n')
  const isCommand = (line: string) => /^(kubectl|helm) /.test(line) && !line.endsWith('\\')
  const changes: ((line: string) => string)[] = [
    (line) => line,
    (line) => (isCommand(line) ? `$ ${line}` : line),
    (line) => (isCommand(line) ? `${line} # done` : line),
    (line) => (isCommand(line) ? line.replace(/ (?=-)/, ' \\\n  ') : line),
    (line) => (isCommand(line) ? `sudo ${line}` : line),
  ]
  const change = choose(changes, choice) ?? ((line) => line)
  const text = lines.map(change).join('\n')
  return replaceFile(draft, file, { ...file, text: choice % 2 === 0 ? text : text.replaceAll('\n', '\r\n') })
}
