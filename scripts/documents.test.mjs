import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const documents = globSync(['*.md', 'docs/**/*.md', '.github/*.md'], { cwd: root })
/** Decisions are dated: they may name a file as it was called then. */
const current = documents.filter((document) => path.dirname(document) !== 'docs/decisions')
const sources = globSync(['*.ts', '{src,specs,scripts}/**/*.{ts,mjs}'], { cwd: root })
const read = (file) => readFileSync(path.join(root, file), 'utf8')

/** As GitHub names the headings of a document. */
function anchorsOf(file) {
  const headings = read(file).matchAll(/^#+ (.+)$/gm)
  return [...headings].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** Whether a link of a document leads to a file or folder, and to a heading there if it names one. */
function leadsSomewhere(document, link) {
  const [address, anchor] = link.split('#')
  const target = address === '' ? document : path.join(path.dirname(document), address)
  return existsSync(path.join(root, target)) && (!anchor || anchorsOf(target).includes(anchor))
}

test.each(documents)('the links of %s lead somewhere', (document) => {
  const links = [...read(document).matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link)
  const own = links.filter((link) => !/^\w+:/.test(link))
  expect(own.filter((link) => !leadsSomewhere(document, link))).toEqual([])
})

test.each(documents)('what %s names in the repository is there', (document) => {
  const names = [...read(document).matchAll(/`((?:src|specs|scripts|fixtures|docs|\.github)\/[^`\s]*)`/g)]
  // A name with a star or a word in capitals stands for several.
  const one = names.map(([, name]) => name).filter((name) => !/\*|[A-Z]{4}/.test(name))
  expect(one.filter((name) => !existsSync(path.join(root, name)))).toEqual([])
})

/** The names of source files in a text that no file has. A name with a star or a word in capitals stands for several. */
function unknownSources(text) {
  const names = (text.match(/(?<![\w./*-])\w[\w./-]*\.(?:ts|mjs)\b/g) ?? []).filter(
    (name) => !/[A-Z]{4}/.test(name),
  )
  return names.filter((name) => !sources.some((source) => `/${source}`.endsWith(`/${name}`)))
}

test.each(current)('a source file that %s names is there', (document) => {
  const marked = [...read(document).matchAll(/`[^`\n]+`/g)].join(' ')
  expect(unknownSources(marked)).toEqual([])
})

test.each(current)('a name that %s places in a file is in it', (document) => {
  const placed = [...read(document).matchAll(/`(\w+)(?:\(…\))?` (?:in |\()`([\w./-]+\/[\w.-]+\.ts)`/g)]
  const wrong = placed.filter(([, name, file]) => !new RegExp(`\\b${name}\\b`).test(read(file)))
  expect(wrong.map(([words]) => words)).toEqual([])
})

test('a source file that a comment names is there', () => {
  const comments = sources.map((source) => [source, read(source).match(/^ *(?:\/\*|\*|\/\/).*$/gm) ?? []])
  const wrong = comments.flatMap(([source, lines]) =>
    unknownSources(lines.join('\n')).map((name) => `${source}: ${name}`),
  )
  expect(wrong).toEqual([])
})

test('there are documents and sources', () => {
  expect(documents.length).toBeGreaterThan(40)
  expect(sources.length).toBeGreaterThan(400)
})
